import Graphs
import Weights

extension NCNNImportState {
    /// Orders of the axes that `Permute` numbers, for two and for three dimensions.
    private static let orders: [Int: [[Int]]] = [
        2: [[0]], 3: [[0, 1], [1, 0]],
        4: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    ]

    mutating func appendPermutation(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let x = try input(layer)
        let type = try setting.integer(0, default: 0)
        guard let orders = Self.orders[shape(x).rank], orders.indices.contains(type) else {
            throw setting.error(0, "\(type)", expected: "an order of \(shape(x).rank - 1) axes")
        }
        let axes = [0] + orders[type].map { $0 + 1 }
        guard axes != Array(axes.indices) else { return x }
        return try builder.append(layer.name, .transposition(Transposition(axes: axes)), x)
    }

    /// Columns, rows, channels: 0 stands for the blob's own, -1 for what is left.
    mutating func appendReshape(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        try setting.refuseText(6)
        try setting.require(3, 0, "no change of the order")
        try setting.require(12, 233, "no batch")
        try setting.require(13, 233, "no batch")
        try setting.require(11, -233, "no depth")
        let x = try input(layer)
        let own = Array([1, 1] + shape(x).sizes.dropFirst()).suffix(3)
        var sizes: [Int] = []
        for (id, size) in zip([2, 1, 0], own) {
            let value = try setting.integer(id, default: -233)
            if value != -233 {
                sizes.append(value == 0 ? size : value)
            } else if !sizes.isEmpty || id == 0 {
                throw setting.error(id, "left out", expected: "columns, rows, channels in turn")
            }
        }
        guard let shape = Shape(filling: sizes, count: shape(x).count) else {
            throw wrongSize(layer, "\(shape(x)) as \(sizes)", "as many numbers")
        }
        return try builder.append(layer.name, .reshaping(Reshaping([1] + shape.sizes)), x)
    }

    mutating func appendFlattening(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        return try builder.append(layer.name, .reshaping(Reshaping([1, shape(x).count])), x)
    }

    /// Takes out axes of one element: those named, or those allowed by settings 0 (columns), 1, 2.
    mutating func appendSqueeze(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let x = try input(layer)
        let sizes = shape(x).sizes
        var dropped: Set<Int> = []
        for axis in try setting.integers(3) { dropped.insert(try self.axis(axis, of: x, layer)) }
        if dropped.isEmpty {
            for (axis, id) in zip(1..<sizes.count, [2, 1, 0].suffix(sizes.count - 1))
            where try setting.flag(id) { dropped.insert(axis) }
        }
        let kept = sizes.indices.dropFirst().filter { !dropped.contains($0) || sizes[$0] != 1 }
            .map { sizes[$0] }
        return try builder.append(
            layer.name, .reshaping(Reshaping([1] + (kept.isEmpty ? [1] : kept))), x)
    }

    mutating func appendExpansion(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let x = try input(layer)
        let axes = try setting(layer).integers(3)
        let rank = shape(x).rank - 1 + axes.count
        let places = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
        guard places.count == axes.count, rank <= 4, places.allSatisfy((0..<rank).contains) else {
            throw wrongSize(layer, "axes \(axes.prefix(8))", "each of \(rank) dimensions once")
        }
        var rest = shape(x).sizes.dropFirst()
        let sizes = (0..<rank).map { places.contains($0) ? 1 : rest.removeFirst() }
        return try builder.append(layer.name, .reshaping(Reshaping([1] + sizes)), x)
    }

    /// Older files count axes otherwise; ncnn refuses them too.
    mutating func appendSoftmax(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let x = try input(layer)
        let axis = try setting.integer(0, default: 0)
        if axis != 0 { try requireMark(layer, 1) }
        return try builder.append(
            layer.name, .softmax(Softmax(axis: self.axis(axis, of: x, layer))), x)
    }

    /// All values along some axes made one (`Reduction::ReductionOp`).
    mutating func appendReduction(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let x = try input(layer)
        let functions: [Reduction.Function] = [
            .sum, .absoluteSum, .squareSum, .mean, .largest, .smallest, .product, .absoluteSum,
            .norm,
        ]
        let function = functions[try setting.integer(0, default: 0, in: 0...8)]
        guard try setting.float(2, default: 1) == 1 else {
            throw setting.error(2, "a factor", expected: "1")
        }
        var axes: [Int] = []
        for axis in try setting.integers(3) { axes.append(try self.axis(axis, of: x, layer)) }
        if !axes.isEmpty { try requireMark(layer, 5) }
        if try setting.flag(1, default: true) { axes = Array(1..<shape(x).rank) }
        let keepsAxes = try setting.flag(4)
        let value = try builder.append(
            layer.name,
            .reduction(Reduction(function, axes: Set(axes).sorted(), keepsAxes: keepsAxes)), x)
        guard shape(value).rank == 1 else { return value }
        return try builder.append("\(layer.name).value", .reshaping(Reshaping([1, 1])), value)
    }

    private func requireMark(_ layer: NCNNLayer, _ id: Int) throws(GraphError) {
        guard try setting(layer).flag(id) else {
            throw setting(layer).error(id, "0", expected: "1, which newer files have")
        }
    }

    /// Products of matrices, the second one turned where setting 0 says so.
    mutating func appendMatrixProduct(_ layer: NCNNLayer) throws(GraphError) -> Int {
        var (a, b) = try pair(layer)
        guard shape(a).rank >= 3, shape(b).rank >= 3 else {
            throw wrongSize(layer, "\(shape(a)) times \(shape(b))", "matrices")
        }
        if try setting(layer).flag(0) {
            let rank = shape(b).rank
            let axes = Array(0..<rank - 2) + [rank - 1, rank - 2]
            b = try builder.append(
                "\(layer.name).turned", .transposition(Transposition(axes: axes)), b)
        }
        a = try builder.append(layer.name, .matrixProduct(MatrixProduct()), a, b)
        return a
    }
}

extension Shape {
    /// Sizes of which one may be -1, for what is left of so many numbers; nil when they do not fit.
    fileprivate init?(filling sizes: [Int], count: Int) {
        var sizes = sizes
        if let free = sizes.firstIndex(of: -1) {
            let others = sizes.enumerated().filter { $0.offset != free }.map(\.element)
            guard others.allSatisfy({ (1...count).contains($0) }), others.count <= 2 else {
                return nil
            }
            let product = others.reduce(1.0) { $0 * Double($1) }
            guard product <= Double(count), count % Int(product) == 0 else { return nil }
            sizes[free] = count / Int(product)
        }
        guard sizes.allSatisfy({ (1...count).contains($0) }),
            sizes.reduce(1.0, { $0 * Double($1) }) == Double(count)
        else { return nil }
        self.init(sizes)
    }
}
