import Graphs
import Weights

extension ONNXOperators {
    /// Parts, repetitions and pieces put together.
    static let copying: [String: Compute] = [
        "Concat": { [try $0.concatenation($1)] },
        "Slice": { [try $0.slice($1)] },
        "Split": { try $0.split($1) },
        "Gather": { [try $0.gather($1)] },
        "Expand": { [try $0.expand($1)] },
        "Tile": { [try $0.tile($1)] },
        "Pad": { [try $0.pad($1)] },
        "ConstantOfShape": { [try $0.constantOfShape($1)] },
    ]

    /// The most places along one axis that an operator may name or repeat.
    static let largestSelection = 1 << 20
}

extension ONNXImportState {
    fileprivate mutating func concatenation(_ node: ONNXNode) throws -> ONNXValue {
        let parts = try allValues(node)
        let rank = sizes(of: parts[0]).count
        let axis = try axis(node, default: node.attributes["axis"] == nil ? rank : 0, rank: rank)
        // A vector of no sizes adds nothing; older exporters write such.
        let filled = parts.filter { sizes(of: $0) != [0] }
        guard filled.count > 1 else { return filled.first ?? parts[0] }
        let values = try filled.map { try computed(node, $0) }
        return .computed(
            try append(node, .concatenation(Concatenation(axis: axis)), values))
    }

    /// Places along one axis: consecutive ones of a stored tensor stay a parameter.
    mutating func selected(
        _ node: ONNXNode, _ value: ONNXValue, axis: Int, _ places: [Int]
    ) throws -> ONNXValue {
        let sizes = sizes(of: value)
        guard places != Array(0..<sizes[axis]) else { return value }
        if case .constant(let constant) = value {
            return .constant(
                constant.picking(
                    sizes.indices.map { $0 == axis ? places : Array(0..<sizes[$0]) }))
        }
        guard let first = places.first, let last = places.last else {
            throw unsupported(
                node, "slice", "empty along axis \(axis)", expected: "at least one place")
        }
        let isRange = places.count == last - first + 1 && places == Array(first...last)
        if isRange, case .stored(let stored) = value,
            let result = stored.rearranged(.sliced(axis: axis, first..<last + 1))
        {
            return .stored(result)
        }
        let x = try computed(node, value)
        guard let step = step(places) else {
            return .computed(
                try append(node, .selection(Selection(axis: axis, places: places)), x))
        }
        var parts = sizes.map(Slicing.Part.all)
        parts[axis] = Slicing.Part(start: first, count: places.count, step: step)
        return .computed(try append(node, .slicing(Slicing(parts)), x))
    }

    /// The distance between places when it is 1 or more and always the same.
    private func step(_ places: [Int]) -> Int? {
        guard places.count > 1 else { return 1 }
        let step = places[1] - places[0]
        return step >= 1 && zip(places, places.dropFirst()).allSatisfy { $1 - $0 == step }
            ? step : nil
    }

    fileprivate mutating func slice(_ node: ONNXNode) throws -> ONNXValue {
        var x = try value(node, 0)
        let rank = sizes(of: x).count
        let starts = try integers(node, 1, "starts") ?? []
        let ends = try integers(node, 2, "ends") ?? []
        let named = try integers(node, 3, "axes") ?? Array(starts.indices)
        let steps = try constant(node, 4)?.integers ?? starts.map { _ in 1 }
        guard ends.count == starts.count, named.count == starts.count, steps.count == starts.count
        else {
            throw unsupported(
                node, "starts, ends, axes, steps", "\(starts), \(ends), \(named), \(steps)",
                expected: "as many of each")
        }
        for (k, axis) in try axes(node, named, rank: rank).enumerated() {
            guard steps[k] != 0 else {
                throw unsupported(node, "steps", steps, expected: "steps other than 0")
            }
            let size = sizes(of: x)[axis]
            guard size <= ONNXOperators.largestSelection else {
                throw unsupported(
                    node, "axis \(axis)", "of \(size) places",
                    expected: "at most \(ONNXOperators.largestSelection)")
            }
            x = try selected(node, x, axis: axis, places(size, starts[k], ends[k], steps[k]))
        }
        return x
    }

    /// The places a slice takes, by ONNX's rule for negative numbers and numbers past the end.
    private func places(_ size: Int, _ start: Int, _ end: Int, _ step: Int) -> [Int] {
        guard size > 0 else { return [] }
        let from = start < 0 ? start + size : start
        let to = end < 0 ? end + size : end
        return step > 0
            ? Array(stride(from: max(0, min(size, from)), to: max(0, min(size, to)), by: step))
            : Array(
                stride(
                    from: max(0, min(size - 1, from)), to: max(-1, min(size - 1, to)), by: step))
    }

    /// One part an output.
    fileprivate mutating func split(_ node: ONNXNode) throws -> [ONNXValue] {
        let x = try value(node, 0)
        let sizes = sizes(of: x)
        let axis = try axis(node, default: 0, rank: sizes.count)
        let counts = try splitCounts(node, sizes[axis])
        var start = 0
        return try counts.map { count in
            defer { start += count }
            return try selected(node, x, axis: axis, Array(start..<start + count))
        }
    }

    /// As many places for each output; where the file does not say, equal ones and fewer for the last.
    private func splitCounts(_ node: ONNXNode, _ size: Int) throws -> [Int] {
        if let counts = try integers(node, 1, "split") {
            guard counts.count == node.outputs.count,
                counts.allSatisfy({ (1...size).contains($0) }),
                counts.reduce(0, +) == size
            else {
                throw unsupported(
                    node, "split", counts,
                    expected: "\(node.outputs.count) sizes of the sum \(size)")
            }
            return counts
        }
        let parts = node.int("num_outputs") ?? node.outputs.count
        guard parts == node.outputs.count, (1...max(size, 1)).contains(parts) else {
            throw unsupported(
                node, "num_outputs", parts, expected: "\(node.outputs.count), at most \(size)")
        }
        let count = (size + parts - 1) / parts
        let last = size - count * (parts - 1)
        guard last >= 1, last == count || node.int("num_outputs") != nil else {
            throw unsupported(
                node, "outputs", parts, expected: "a divisor of \(size)")
        }
        return Array(repeating: count, count: parts - 1) + [last]
    }

    /// Places that the file names.
    fileprivate mutating func gather(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let old = sizes(of: x)
        let axis = try axis(node, default: 0, rank: old.count)
        guard let indices = try constant(node, 1) else {
            throw GraphError.undefinedInput(
                file: model.file, node: node.place, value: "indices")
        }
        let places = try indices.integers.map { index in
            guard (-old[axis]..<old[axis]).contains(index) else {
                throw unsupported(
                    node, "index", index, expected: "one of \(old[axis]) elements")
            }
            return index < 0 ? index + old[axis] : index
        }
        let picked = try selected(node, x, axis: axis, places)
        return try reshaped(
            node, picked, Array(old[..<axis]) + indices.shape + Array(old[(axis + 1)...]))
    }

    /// Axes of one element repeated up to a shape; axes that are missing in front are put there.
    fileprivate mutating func expand(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let wanted = try constant(node, 1)?.integers ?? []
        let rank = max(wanted.count, sizes(of: x).count)
        guard wanted.allSatisfy({ (1...Shape.largestCount).contains($0) }), rank <= 8 else {
            throw unsupported(node, "shape", wanted, expected: "sizes of 1 or more")
        }
        let old = Shape(sizes(of: x)).extended(to: rank).sizes
        let shape = zip(old, Shape(wanted).extended(to: rank).sizes).map { $0 == 1 ? $1 : $0 }
        guard zip(shape, Shape(wanted).extended(to: rank).sizes).allSatisfy({ $0 == $1 || $1 == 1 })
        else {
            throw unsupported(
                node, "shape", wanted, expected: "sizes equal to \(old) or beside a 1")
        }
        if case .constant(let constant) = x, constant.numbers.count == 1 {
            return try uniform(node, constant, shape)
        }
        return try repeated(node, reshaped(node, x, old), zip(shape, old).map { $0 / max($1, 1) })
    }

    /// Every axis repeated that many times as a whole.
    fileprivate mutating func tile(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let counts = try constant(node, 1)?.integers ?? []
        guard counts.count == sizes(of: x).count, counts.allSatisfy({ $0 >= 1 }) else {
            throw unsupported(
                node, "repeats", counts,
                expected: "\(sizes(of: x).count) numbers of 1 or more")
        }
        return try repeated(node, x, counts)
    }

    private mutating func repeated(
        _ node: ONNXNode, _ value: ONNXValue, _ counts: [Int]
    ) throws -> ONNXValue {
        var x = value
        for (axis, count) in counts.enumerated() where count > 1 {
            let size = sizes(of: x)[axis]
            let (places, overflow) = size.multipliedReportingOverflow(by: count)
            let isConstant = if case .constant = x { true } else { false }
            let others = (Self.elementCount(sizes(of: x)) ?? 0) / max(size, 1)
            let limit =
                isConstant
                ? Constant.largestCount / max(others, 1) : ONNXOperators.largestSelection
            guard !overflow, places <= limit else {
                throw unsupported(
                    node, "repeats", counts, expected: "at most \(limit) places along an axis")
            }
            x = try selected(
                node, x, axis: axis, (0..<count).flatMap { _ in Array(0..<size) })
        }
        return x
    }

    fileprivate mutating func constantOfShape(_ node: ONNXNode) throws -> ONNXValue {
        let shape = try constant(node, 0)?.integers ?? []
        var value = Constant(shape: [], numbers: [0], isInteger: false)
        if case .tensor(let tensor)? = node.attributes["value"], tensor.elements.count == 1 {
            value = Constant(tensor)
        }
        return try uniform(node, value, shape)
    }

    /// One number everywhere: a constant when it is small, else filled in when the network runs.
    private mutating func uniform(
        _ node: ONNXNode, _ number: Constant, _ shape: [Int]
    ) throws -> ONNXValue {
        guard let count = Self.elementCount(shape), count <= Shape.largestCount else {
            throw unsupported(
                node, "shape", shape, expected: "at most \(Shape.largestCount) elements")
        }
        guard count > Constant.largestCount else {
            return .constant(
                Constant(
                    shape: shape, numbers: Array(repeating: number.numbers[0], count: count),
                    isInteger: number.isInteger))
        }
        let fill = Fill(Float(number.numbers[0]), sizes: shape)
        return .computed(try append(node, .fill(fill), []))
    }
}
