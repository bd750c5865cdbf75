import Weights

/// The picking and reordering of elements in arithmetic on sizes.
extension ONNXImportState {
    func concatenated(_ node: ONNXNode) throws -> Constant {
        let parts = try node.inputs.indices.map { try required(node, $0) }
        guard parts.allSatisfy({ $0.shape.count == 1 }) else {
            throw unsupported(
                node, "inputs", parts.map(\.shape), expected: "vectors of sizes")
        }
        let numbers = parts.flatMap(\.numbers)
        guard numbers.count <= Constant.largestCount else {
            throw unsupported(
                node, "length", numbers.count, expected: "at most \(Constant.largestCount)")
        }
        return Constant(
            shape: [numbers.count], numbers: numbers, isInteger: parts.allSatisfy(\.isInteger))
    }

    func sliced(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let starts = try constant(node, 1)?.integers ?? node.ints("starts") ?? []
        let ends = try constant(node, 2)?.integers ?? node.ints("ends") ?? []
        let axes = try constant(node, 3)?.integers ?? node.ints("axes") ?? Array(starts.indices)
        let steps = try constant(node, 4)?.integers ?? starts.map { _ in 1 }
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count
        else {
            throw unsupported(
                node, "starts, ends, axes, steps", "\(starts), \(ends), \(axes), \(steps)",
                expected: "as many of each")
        }
        var places = x.shape.map { Array(0..<$0) }
        for k in starts.indices {
            let axis = axes[k] < 0 ? axes[k] + x.shape.count : axes[k]
            guard x.shape.indices.contains(axis), steps[k] != 0 else {
                throw unsupported(
                    node, "axis, step", "\(axes[k]), \(steps[k])",
                    expected: "one of \(x.shape.count) axes and a step other than 0")
            }
            places[axis] = slice(x.shape[axis], starts[k], ends[k], steps[k])
        }
        return x.picking(places)
    }

    /// The places a slice takes, by ONNX's rule for negative numbers and numbers past the end.
    private func slice(_ size: Int, _ start: Int, _ end: Int, _ step: Int) -> [Int] {
        guard size > 0 else { return [] }
        let from = start < 0 ? start + size : start
        let to = end < 0 ? end + size : end
        return step > 0
            ? Array(stride(from: max(0, min(size, from)), to: max(0, min(size, to)), by: step))
            : Array(
                stride(
                    from: max(0, min(size - 1, from)), to: max(-1, min(size - 1, to)), by: step))
    }

    func gathered(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let picked = try required(node, 1)
        guard x.shape.count == 1, [0, -1].contains(node.int("axis") ?? 0), picked.shape.count <= 1
        else {
            throw unsupported(node, "data", x.shape, expected: "a vector of sizes")
        }
        let places = try picked.integers.map { index in
            let place = index < 0 ? index + x.numbers.count : index
            guard x.numbers.indices.contains(place) else {
                throw unsupported(
                    node, "index", index, expected: "one of \(x.numbers.count) elements")
            }
            return place
        }
        return x.picking([places]).reshaped(picked.shape)
    }

    func transposed(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let axes = node.ints("perm") ?? x.shape.indices.reversed()
        guard axes.sorted() == Array(x.shape.indices) else {
            throw unsupported(node, "perm", axes, expected: "each of \(x.shape.count) axes once")
        }
        return x.transposed(axes)
    }

    /// 0 keeps a dimension, one −1 takes what is left.
    func reshaped(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let wanted = try required(node, 1).integers
        var shape = wanted
        for axis in shape.indices where shape[axis] == 0 && x.shape.indices.contains(axis) {
            shape[axis] = x.shape[axis]
        }
        if let free = shape.firstIndex(of: -1) {
            shape[free] = 1
            let rest = elementCount(shape) ?? 0
            shape[free] = rest > 0 ? x.numbers.count / rest : 0
        }
        guard elementCount(shape) == x.numbers.count, node.int("allowzero") ?? 0 == 0 else {
            throw unsupported(
                node, "shape", wanted, expected: "a shape of \(x.numbers.count) elements")
        }
        return x.reshaped(shape)
    }

    /// Squeeze and Unsqueeze: axes of one element are taken out or put in.
    func singleAxesChanged(_ node: ONNXNode) throws -> Constant {
        let x = try required(node, 0)
        let isSqueeze = node.operation == "Squeeze"
        let named = try constant(node, 1)?.integers ?? node.ints("axes")
        let rank = x.shape.count + (isSqueeze ? 0 : named?.count ?? 0)
        let axes =
            named?.map { $0 < 0 ? $0 + rank : $0 }
            ?? x.shape.indices.filter { x.shape[$0] == 1 }
        guard isSqueeze || named != nil, axes.allSatisfy({ (0..<rank).contains($0) }),
            Set(axes).count == axes.count, !isSqueeze || axes.allSatisfy({ x.shape[$0] == 1 })
        else {
            throw unsupported(
                node, "axes", named.map { "\($0)" } ?? "missing",
                expected: "axes of one element beside the shape \(x.shape)")
        }
        if isSqueeze {
            return x.reshaped(x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] })
        }
        var kept = x.shape.makeIterator()
        return x.reshaped((0..<rank).map { axes.contains($0) ? 1 : kept.next() ?? 1 })
    }
}
