import Graphs
import Weights

extension NCNNImportState {
    mutating func appendPadding(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        try setting.require(6, 0, "one number for all channels")
        try setting.require(7, 0, "no channels in front")
        try setting.require(8, 0, "no channels behind")
        let side = 0...Shape.longestSide
        let edges = Edges(
            top: try setting.integer(0, default: 0, in: side),
            left: try setting.integer(2, default: 0, in: side),
            bottom: try setting.integer(1, default: 0, in: side),
            right: try setting.integer(3, default: 0, in: side))
        let modes: [Padding.Mode] = [
            .constant(try setting.float(5, default: 0)), .edge, .reflect,
        ]
        let mode = modes[try setting.integer(4, default: 0, in: 0...2)]
        return try builder.append(
            layer.name, .padding(Padding(mode: mode, edges: edges)), image(layer).value)
    }

    mutating func appendPixelShuffle(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let shuffle = PixelShuffle(factor: try factor(layer), order: try blockOrder(layer))
        return try builder.append(layer.name, .pixelShuffle(shuffle), image(layer).value)
    }

    /// Rows and columns that fill no block are dropped.
    mutating func appendReorganisation(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let factor = try factor(layer)
        var (x, shape) = try image(layer)
        let rest = Edges(
            top: 0, left: 0, bottom: shape.height % factor, right: shape.width % factor)
        if rest != .none {
            x = try builder.append(
                "\(layer.name).crop", .slicing(.cropping(rest, of: shape)), x)
        }
        let unshuffle = PixelUnshuffle(factor: factor, order: try blockOrder(layer))
        return try builder.append(layer.name, .pixelUnshuffle(unshuffle), x)
    }

    private func factor(_ layer: NCNNLayer) throws(GraphError) -> Int {
        try setting(layer).integer(0, default: 1, in: 1...Shape.longestSide)
    }

    private func blockOrder(_ layer: NCNNLayer) throws(GraphError) -> PixelShuffle.Order {
        try setting(layer).flag(1) ? .blockFirst : .channelFirst
    }

    mutating func appendConcatenation(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let first = try input(layer)
        let axis = try axis(setting(layer).integer(0, default: 0), of: first, layer)
        var inputs: [Int] = []
        for place in layer.inputs.indices { inputs.append(try input(layer, place)) }
        return try builder.append(
            layer.name, .concatenation(Concatenation(axis: axis)), inputs)
    }

    /// Consecutive parts along one axis: of given sizes (-233 for an equal share of what is left) or
    /// ending at given places.
    mutating func appendSlices(_ layer: NCNNLayer) throws(GraphError) -> [Int] {
        let setting = setting(layer)
        let x = try input(layer)
        let axis = try axis(setting.integer(1, default: 0), of: x, layer)
        let size = shape(x).sizes[axis]
        let (sizes, ends) = (try setting.integers(0), try setting.integers(2))
        let count = layer.outputs.count
        guard ends.isEmpty ? sizes.count >= count : ends.count >= count - 1 else {
            throw wrongSize(layer, "\(count) outputs", "a size or an end for each")
        }
        var start = 0
        var values: [Int] = []
        for index in 0..<count {
            let end: Int
            if ends.isEmpty {
                end =
                    sizes[index] == -233
                    ? start + (size - start) / (count - index)
                    : start + sizes[index]
            } else if index == count - 1 {
                end = size
            } else {
                end = ends[index] < 0 ? size + ends[index] : ends[index]
            }
            values.append(try appendPart(layer, x, axis, start, end))
            start = end
        }
        return values
    }

    private mutating func appendPart(
        _ layer: NCNNLayer, _ x: Int, _ axis: Int, _ start: Int, _ end: Int
    ) throws(GraphError) -> Int {
        let sizes = shape(x).sizes
        let parts = sizes.indices.map {
            $0 == axis ? Slicing.Part(start: start, count: end - start) : .all(sizes[$0])
        }
        return try builder.append(layer.name, .slicing(Slicing(parts)), x)
    }
}
