import Graphs
import Weights

extension ONNXOperators {
    /// The same numbers in other places.
    static let rearranging: [String: Compute] = [
        "Identity": { [try $0.value($1, 0)] },
        "Cast": { [try $0.cast($1)] },
        "CastLike": { [try $0.castLike($1)] },
        "Reshape": { [try $0.reshape($1)] },
        "Flatten": { [try $0.flatten($1)] },
        "Squeeze": { [try $0.squeeze($1)] },
        "Unsqueeze": { [try $0.unsqueeze($1)] },
        "Transpose": { [try $0.transpose($1)] },
        "DepthToSpace": { [try $0.depthToSpace($1)] },
        "SpaceToDepth": { [try $0.spaceToDepth($1)] },
    ]
}

/// On values of every kind: constants are rearranged at once, stored tensors once a member.
extension ONNXImportState {
    mutating func reshaped(
        _ node: ONNXNode, _ value: ONNXValue, _ sizes: [Int]
    ) throws -> ONNXValue {
        guard self.sizes(of: value) != sizes else { return value }
        let count = Self.elementCount(self.sizes(of: value))
        guard let count, Self.elementCount(sizes) == count else {
            throw unsupported(
                node, "shape", sizes, expected: "a shape of \(count ?? 0) elements")
        }
        switch value {
        case .constant(let constant): return .constant(constant.reshaped(sizes))
        case .stored(let stored):
            if let result = stored.rearranged(.reshaped(sizes)) { return .stored(result) }
            return value
        case .computed(let x):
            return .computed(try append(node, .reshaping(Reshaping(sizes)), x))
        }
    }

    mutating func transposed(
        _ node: ONNXNode, _ value: ONNXValue, _ axes: [Int]
    ) throws -> ONNXValue {
        let rank = sizes(of: value).count
        guard axes.sorted() == Array(0..<rank) else {
            throw unsupported(node, "perm", axes, expected: "each of \(rank) axes once")
        }
        switch value {
        case .constant(let constant): return .constant(constant.transposed(axes))
        case .stored(let stored):
            if let result = stored.rearranged(.transposed(axes)) { return .stored(result) }
            return value
        case .computed(let x):
            return .computed(
                try append(node, .transposition(Transposition(axes: axes)), x))
        }
    }

    fileprivate mutating func transpose(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        return try transposed(
            node, x, node.ints("perm") ?? Array(sizes(of: x).indices.reversed()))
    }

    /// 0 keeps a dimension unless `allowzero`, one −1 takes what is left.
    fileprivate mutating func reshape(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let wanted = try integers(node, 1, "shape") ?? []
        let old = sizes(of: x)
        var sizes = wanted
        if node.int("allowzero") ?? 0 == 0 {
            for axis in sizes.indices where sizes[axis] == 0 && old.indices.contains(axis) {
                sizes[axis] = old[axis]
            }
        }
        let count = Self.elementCount(old) ?? 0
        if let free = sizes.firstIndex(of: -1) {
            sizes[free] = 1
            let rest = Self.elementCount(sizes) ?? 0
            sizes[free] = rest > 0 ? count / rest : 0
        }
        guard Self.elementCount(sizes) == count else {
            throw unsupported(
                node, "shape", wanted, expected: "a shape of \(count) elements")
        }
        return try reshaped(node, x, sizes)
    }

    /// A matrix: the axes before `axis` are its rows.
    fileprivate mutating func flatten(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let sizes = sizes(of: x)
        let axis = node.int("axis") ?? 1
        guard (-sizes.count...sizes.count).contains(axis),
            let rows = Self.elementCount(Array(sizes[..<(axis < 0 ? axis + sizes.count : axis)])),
            let count = Self.elementCount(sizes), rows > 0
        else { throw unsupported(node, "axis", axis, expected: "one of \(sizes.count) axes") }
        return try reshaped(node, x, [rows, count / rows])
    }

    /// Axes of one element are taken out.
    fileprivate mutating func squeeze(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let sizes = sizes(of: x)
        let named = try integers(node, 1, "axes") ?? sizes.indices.filter { sizes[$0] == 1 }
        let axes = try axes(node, named, rank: sizes.count)
        guard axes.allSatisfy({ sizes[$0] == 1 }) else {
            throw unsupported(
                node, "axes", named, expected: "axes of one element of the shape \(sizes)")
        }
        return try reshaped(
            node, x, sizes.indices.filter { !axes.contains($0) }.map { sizes[$0] })
    }

    /// Axes of one element are put in.
    fileprivate mutating func unsqueeze(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let sizes = sizes(of: x)
        let named = try integers(node, 1, "axes") ?? []
        let rank = sizes.count + named.count
        let axes = try axes(node, named, rank: rank)
        var kept = sizes.makeIterator()
        return try reshaped(
            node, x, (0..<rank).map { axes.contains($0) ? 1 : kept.next() ?? 1 })
    }

    /// `TensorProto.DataType`: numbers computed with stay 32-bit floats.
    fileprivate func cast(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let type = node.int("to")
        if case .constant = x { return x }
        if let type, [1, 10, 11, 16].contains(type) { return x }
        if let constant = constant(x), let cast = constant.cast(to: type) {
            return .constant(cast)
        }
        throw unsupported(
            node, "to", type.map(String.init) ?? "missing",
            expected: "a type of floats (1, 10, 11 or 16)")
    }

    private func castLike(_ node: ONNXNode, _ x: ONNXValue) throws -> ONNXValue {
        if case .constant(let like) = try value(node, 1), like.isInteger {
            guard case .constant(let constant) = x else {
                throw unsupported(
                    node, "input 1", "of integers", expected: "floats as what is computed")
            }
            return .constant(constant.map(isInteger: true) { $0.rounded(.towardZero) })
        }
        guard case .constant(let constant) = x else { return x }
        return .constant(constant.map(isInteger: false) { $0 })
    }

    fileprivate func castLike(_ node: ONNXNode) throws -> ONNXValue {
        try castLike(node, value(node, 0))
    }

    private func blockSize(_ node: ONNXNode) throws -> Int {
        let size = node.int("blocksize") ?? 0
        guard (1...1 << 10).contains(size) else {
            throw unsupported(node, "blocksize", size, expected: "1 to 1024")
        }
        return size
    }

    private func blockOrder(_ node: ONNXNode) throws -> PixelShuffle.Order {
        switch node.string("mode") ?? "DCR" {
        case "DCR": return .blockFirst
        case "CRD": return .channelFirst
        case let other: throw unsupported(node, "mode", other, expected: "DCR or CRD")
        }
    }

    fileprivate mutating func depthToSpace(_ node: ONNXNode) throws -> ONNXValue {
        let shuffle = PixelShuffle(factor: try blockSize(node), order: try blockOrder(node))
        return .computed(try append(node, .pixelShuffle(shuffle), activation(node, 0)))
    }

    fileprivate mutating func spaceToDepth(_ node: ONNXNode) throws -> ONNXValue {
        let unshuffle = PixelUnshuffle(factor: try blockSize(node), order: try blockOrder(node))
        return .computed(try append(node, .pixelUnshuffle(unshuffle), activation(node, 0)))
    }
}
