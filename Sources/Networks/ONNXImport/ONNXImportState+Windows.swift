import Graphs
import Weights

extension ONNXImportState {
    func windows(_ node: ONNXNode, kernel: Pair) throws -> SlidingWindow {
        SlidingWindow(
            kernel: kernel, strides: try pair(node, "strides"),
            dilations: try pair(node, "dilations"))
    }

    /// Two numbers of 1 or more; 1 and 1 where the attribute is left out.
    func pair(_ node: ONNXNode, _ attribute: String) throws -> Pair {
        guard let values = node.ints(attribute) else { return Pair(1, 1) }
        guard values.count == 2, values.allSatisfy({ (1...1 << 16).contains($0) }) else {
            throw unsupported(node, attribute, values, expected: "two numbers of 1 or more")
        }
        return Pair(values[0], values[1])
    }

    /// The pads written out, or nil where `auto_pad` says SAME.
    func pads(_ node: ONNXNode) throws -> Edges? {
        switch node.string("auto_pad") ?? "NOTSET" {
        case "NOTSET":
            let pads = node.ints("pads") ?? [0, 0, 0, 0]
            guard pads.count == 4, pads.allSatisfy({ (0...1 << 16).contains($0) }) else {
                throw unsupported(node, "pads", pads, expected: "four numbers of 0 or more")
            }
            return Edges(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
        case "VALID": return Edges.none
        case "SAME_UPPER", "SAME_LOWER": return nil
        case let other:
            throw unsupported(
                node, "auto_pad", other, expected: "NOTSET, VALID, SAME_UPPER or SAME_LOWER")
        }
    }

    /// The pads that make ⌈size / stride⌉ windows of an image.
    func padding(_ node: ONNXNode, _ x: Int, _ windows: SlidingWindow) throws -> Edges {
        if let pads = try pads(node) { return pads }
        let shape = builder.shape(of: x)
        return divided(
            node,
            Pair(
                same(shape.height, windows.reach.y, windows.strides.y),
                same(shape.width, windows.reach.x, windows.strides.x)))
    }

    private func same(_ size: Int, _ reach: Int, _ stride: Int) -> Int {
        let windows = (size + stride - 1) / stride
        return max(0, (windows - 1) * stride + reach - size)
    }

    /// Pads in all divided between the sides, the odd one after the image with SAME_UPPER and
    /// before it otherwise.
    func divided(_ node: ONNXNode, _ total: Pair) -> Edges {
        let (y, x) = (total.y / 2, total.x / 2)
        return node.string("auto_pad") == "SAME_UPPER"
            ? Edges(top: y, left: x, bottom: total.y - y, right: total.x - x)
            : Edges(top: total.y - y, left: total.x - x, bottom: y, right: x)
    }
}
