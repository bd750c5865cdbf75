import Graphs
import Weights

extension NCNNImportState {
    /// Pixels that a convolution adds: settings 4, 14, 15, 16, where -233 and -234 on all sides stand
    /// for `SlidingWindow.same`.
    func edges(
        _ layer: NCNNLayer, _ window: SlidingWindow, _ shape: Shape
    ) throws(GraphError) -> Edges {
        let pads = try pads(layer, left: 4, top: 14, right: 15, bottom: 16)
        if pads == Edges(all: -233) { return window.same(shape, upper: true) }
        if pads == Edges(all: -234) { return window.same(shape, upper: false) }
        return try checked(pads, layer)
    }

    /// Pixels that a transposed convolution drops.
    func droppedEdges(_ layer: NCNNLayer) throws(GraphError) -> Edges {
        let setting = setting(layer)
        try setting.require(20, 0, "no fixed width of the output")
        try setting.require(21, 0, "no fixed height of the output")
        return try checked(pads(layer, left: 4, top: 14, right: 15, bottom: 16), layer)
    }

    func outputPadding(_ layer: NCNNLayer) throws(GraphError) -> Pair {
        let setting = setting(layer)
        let right = try setting.integer(18, default: 0, in: 0...Shape.longestSide)
        return Pair(try setting.integer(19, default: right, in: 0...Shape.longestSide), right)
    }

    /// The right side is as the left where it is not set, the top as the left, the bottom as the top.
    func pads(
        _ layer: NCNNLayer, left: Int, top: Int, right: Int, bottom: Int
    ) throws(GraphError) -> Edges {
        let setting = setting(layer)
        let first = try setting.integer(left, default: 0)
        let second = try setting.integer(top, default: first)
        return Edges(
            top: second, left: first, bottom: try setting.integer(bottom, default: second),
            right: try setting.integer(right, default: first))
    }

    func checked(_ pads: Edges, _ layer: NCNNLayer) throws(GraphError) -> Edges {
        let range = 0...Shape.longestSide
        guard [pads.top, pads.left, pads.bottom, pads.right].allSatisfy(range.contains) else {
            throw wrongSize(
                layer,
                "\(pads.top), \(pads.left), \(pads.bottom), \(pads.right) pixels at the sides",
                "0 to \(Shape.longestSide)")
        }
        return pads
    }
}
