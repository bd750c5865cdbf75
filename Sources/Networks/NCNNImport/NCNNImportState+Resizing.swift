import Graphs
import Weights

extension NCNNImportState {
    /// An image at a given size, at a second blob's size, or larger by factors (`Interp::forward`).
    mutating func appendInterpolation(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        try setting.refuseText(9)
        let (x, shape) = try image(layer)
        let size = try size(layer, shape)
        guard size != Pair(shape.height, shape.width) else { return x }
        let limit = 1...Shape.longestSide
        guard limit.contains(size.y), limit.contains(size.x) else {
            throw wrongSize(
                layer, "an output of \(size.x)×\(size.y) pixels",
                "sides of 1 to \(Shape.longestSide)")
        }
        switch try setting.integer(0, default: 0, in: 1...3) {
        case 1: return try appendNearest(layer, x, size)
        case 2: return try appendWeighted(layer, x, size, .linear)
        default: return try appendWeighted(layer, x, size, .cubic(coefficient: -0.75))
        }
    }

    private func size(_ layer: NCNNLayer, _ shape: Shape) throws(GraphError) -> Pair {
        let setting = setting(layer)
        if layer.inputs.count == 2 {
            let reference = self.shape(try input(layer, 1)).sizes
            return Pair(
                reference.count > 2 ? reference[reference.count - 2] : 1,
                reference[reference.count - 1])
        }
        let fixed = Pair(try setting.integer(3, default: 0), try setting.integer(4, default: 0))
        if fixed.y != 0 && fixed.x != 0 { return fixed }
        return Pair(
            try enlarged(layer, shape.height, 1), try enlarged(layer, shape.width, 2))
    }

    /// As ncnn has it: the product as a 32-bit float without its fraction.
    private func enlarged(
        _ layer: NCNNLayer, _ side: Int, _ id: Int
    ) throws(GraphError) -> Int {
        let factor = try setting(layer).float(id, default: 1)
        return Int(exactly: (Float(side) * factor).rounded(.towardZero)) ?? 0
    }

    private mutating func appendWeighted(
        _ layer: NCNNLayer, _ x: Int, _ size: Pair, _ filter: Resizing.Filter
    ) throws(GraphError) -> Int {
        let shape = shape(x)
        let resizing = Resizing(
            size: size,
            scale: Resizing.Scale(
                1 / Double(try step(layer, shape.height, size.y, fixed: 3, factor: 1)),
                1 / Double(try step(layer, shape.width, size.x, fixed: 4, factor: 2))),
            filter: filter,
            coordinates: try setting(layer).flag(6) ? .alignCorners : .halfPixel)
        return try builder.append(layer.name, .resizing(resizing), x)
    }

    /// Pixel ⌊y · s⌋ with s rounded to a 32-bit float, as the product is.
    private mutating func appendNearest(
        _ layer: NCNNLayer, _ x: Int, _ size: Pair
    ) throws(GraphError) -> Int {
        let shape = shape(x)
        let rows = try sources(layer, shape.height, size.y, fixed: 3, factor: 1)
        let columns = try sources(layer, shape.width, size.x, fixed: 4, factor: 2)
        let factors = Pair(size.y / shape.height, size.x / shape.width)
        if rows == (0..<size.y).map({ $0 / max(factors.y, 1) }),
            columns == (0..<size.x).map({ $0 / max(factors.x, 1) }),
            factors.y * shape.height == size.y, factors.x * shape.width == size.x
        {
            return try builder.append(
                layer.name, .nearestUpsampling(NearestUpsampling(factors: factors)), x)
        }
        let selected = try builder.append(
            "\(layer.name).rows", .selection(Selection(axis: 2, places: rows)), x)
        return try builder.append(
            layer.name, .selection(Selection(axis: 3, places: columns)), selected)
    }

    private func sources(
        _ layer: NCNNLayer, _ size: Int, _ output: Int, fixed: Int, factor: Int
    ) throws(GraphError) -> [Int] {
        let step = try step(layer, size, output, fixed: fixed, factor: factor)
        return (0..<output).map { place in
            min(Int(exactly: (Float(place) * step).rounded(.towardZero)) ?? 0, size - 1)
        }
    }

    /// Input pixels for one output pixel: the sizes' quotient where the output's size is given, else the
    /// factor's inverse, whatever the size was rounded to (ncnn since 2026, and PyTorch; before, ncnn
    /// took the quotient for all but nearest, which differs where a product is no whole number).
    private func step(
        _ layer: NCNNLayer, _ size: Int, _ output: Int, fixed: Int, factor: Int
    ) throws(GraphError) -> Float {
        let setting = setting(layer)
        let isFixed = try setting.integer(fixed, default: 0) != 0
        guard !isFixed, layer.inputs.count < 2 else { return Float(size) / Float(output) }
        return 1 / (try setting.float(factor, default: 1))
    }
}
