import Graphs
import Weights

extension ONNXImportState {
    /// Crops where pads are negative, then adds at the sides of an image in one step and along other
    /// axes one after the other.
    mutating func pad(_ node: ONNXNode) throws -> ONNXValue {
        let x = try value(node, 0)
        let pads = try sidePads(node, rank: sizes(of: x).count)
        let mode = try padMode(node)
        guard recognises, case .computed(let y) = x, let (source, axes) = transposition(y) else {
            return try cropped(node, x, mode, pads)
        }
        let back = axes.indices.compactMap { axes.firstIndex(of: $0) }
        let moved = (before: back.map { pads.before[$0] }, after: back.map { pads.after[$0] })
        let padded = try cropped(node, .computed(source), mode, moved)
        return try transposed(node, padded, axes)
    }

    private mutating func cropped(
        _ node: ONNXNode, _ value: ONNXValue, _ mode: Padding.Mode,
        _ pads: (before: [Int], after: [Int])
    ) throws -> ONNXValue {
        var x = value
        for axis in pads.before.indices {
            let size = sizes(of: x)[axis]
            let (first, last) = (max(0, -pads.before[axis]), size - max(0, -pads.after[axis]))
            guard first < last, size <= ONNXOperators.largestSelection else {
                throw unsupported(
                    node, "pads", pads.before + pads.after,
                    expected: "something left of \(sizes(of: x))")
            }
            x = try selected(node, x, axis: axis, Array(first..<last))
        }
        let sides = (before: pads.before.map { max(0, $0) }, after: pads.after.map { max(0, $0) })
        return try padded(node, x, mode, sides)
    }

    private mutating func padded(
        _ node: ONNXNode, _ value: ONNXValue, _ mode: Padding.Mode,
        _ pads: (before: [Int], after: [Int])
    ) throws -> ONNXValue {
        var x = value
        var axes = Array(sizes(of: x).indices)
        if case .computed(let y) = x, builder.shape(of: y).isImage {
            let edges = Edges(
                top: pads.before[2], left: pads.before[3], bottom: pads.after[2],
                right: pads.after[3])
            axes = [0, 1]
            if edges != .none {
                x = .computed(
                    try append(node, .padding(Padding(mode: mode, edges: edges)), y))
            }
        }
        for axis in axes where pads.before[axis] + pads.after[axis] > 0 {
            x = try padded(node, x, mode, axis, pads.before[axis], pads.after[axis])
        }
        return x
    }

    /// Along any one axis.
    private mutating func padded(
        _ node: ONNXNode, _ x: ONNXValue, _ mode: Padding.Mode, _ axis: Int, _ before: Int,
        _ after: Int
    ) throws -> ONNXValue {
        var sizes = sizes(of: x)
        if case .constant(let value) = mode {
            let y = try computed(node, x)
            let parts = try [before, after].map { count in
                sizes[axis] = count
                return count == 0
                    ? nil : try builder.append(node.place, .fill(Fill(value, sizes: sizes)), [])
            }
            let values = [parts[0], y, parts[1]].compactMap(\.self)
            return .computed(
                try append(node, .concatenation(Concatenation(axis: axis)), values))
        }
        let size = sizes[axis]
        guard max(before, after) < (mode == .reflect ? size : mode == .wrap ? size + 1 : .max)
        else {
            throw unsupported(
                node, "pads", [before, after], expected: "fewer than the \(size) along axis \(axis)"
            )
        }
        let sources = Padding(mode: mode, edges: .none)
            .sources(size: size, before: before, after: after)
        return try selected(node, x, axis: axis, sources.map(Int.init))
    }

    private func padMode(_ node: ONNXNode) throws -> Padding.Mode {
        switch node.string("mode") ?? "constant" {
        case "reflect": return .reflect
        case "edge": return .edge
        case "wrap": return .wrap
        case "constant":
            return .constant(try number(node, 2).map { Float($0) } ?? node.float("value") ?? 0)
        case let other:
            throw unsupported(
                node, "mode", other, expected: "constant, reflect, edge or wrap")
        }
    }

    /// Distances from `[…starts, …ends]` over the axes named, or over all.
    private func sidePads(
        _ node: ONNXNode, rank: Int
    ) throws -> (before: [Int], after: [Int]) {
        let largest = 1 << 16
        let pads = try integers(node, 1, "pads") ?? []
        let axes = try axes(node, constant(node, 3)?.integers ?? Array(0..<rank), rank: rank)
        guard pads.count == 2 * axes.count, pads.allSatisfy((-largest...largest).contains) else {
            throw unsupported(
                node, "pads", pads,
                expected: "a start and an end for each axis, at most \(largest)")
        }
        var (before, after) = ([Int](repeating: 0, count: rank), [Int](repeating: 0, count: rank))
        for (place, axis) in axes.enumerated() {
            before[axis] = pads[place]
            after[axis] = pads[place + axes.count]
        }
        return (before, after)
    }
}
