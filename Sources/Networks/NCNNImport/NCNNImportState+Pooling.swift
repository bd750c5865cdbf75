import Graphs
import Weights

extension NCNNImportState {
    /// The largest or the mean of windows, of whole channels (which leaves one dimension), or of
    /// equal parts (`Pooling::forward`).
    mutating func appendPooling(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        let isMean = try setting.flag(0)
        let (x, shape) = try image(layer)
        if try setting.flag(4) {
            let reduction = Reduction(isMean ? .mean : .largest, axes: [2, 3], keepsAxes: false)
            return try builder.append(layer.name, .reduction(reduction), x)
        }
        if try setting.flag(7) { return try appendAdaptive(layer, x, isMean) }
        let window = try poolingWindow(layer)
        let mode = try setting.integer(5, default: 0, in: 0...3)
        let edges = try poolingEdges(layer, window, shape, mode)
        // With pads that are found here and not set, ncnn counts them in.
        let countsPadding = try setting.flag(6) || mode >= 2
        return isMean && countsPadding
            ? try appendMean(layer, x, window, edges)
            : try appendWindows(
                layer, x, window, edges, isMean ? .mean(countsPadding: false) : .largest)
    }

    private func poolingWindow(_ layer: NCNNLayer) throws(GraphError) -> SlidingWindow {
        let setting = setting(layer)
        let range = 1...Shape.longestSide
        let columns = try setting.integer(1, default: 0, in: range)
        let stride = try setting.integer(2, default: 1, in: range)
        return SlidingWindow(
            kernel: Pair(try setting.integer(11, default: columns, in: range), columns),
            strides: Pair(try setting.integer(12, default: stride, in: range), stride),
            dilations: Pair(1, 1))
    }

    /// Pixels added: those set, in mode 0 also what the last window lacks, in modes 2 and 3
    /// `SlidingWindow.same`.
    private func poolingEdges(
        _ layer: NCNNLayer, _ window: SlidingWindow, _ shape: Shape, _ mode: Int
    ) throws(GraphError) -> Edges {
        let pads = try checked(pads(layer, left: 3, top: 13, right: 14, bottom: 15), layer)
        if mode >= 2 {
            guard pads == .none else {
                throw wrongSize(layer, "pads beside the pad mode \(mode)", "one of the two")
            }
            return window.same(shape, upper: mode == 2)
        }
        guard mode == 0 else { return pads }
        let free = Pair(
            shape.height + pads.top + pads.bottom - window.kernel.y,
            shape.width + pads.left + pads.right - window.kernel.x)
        guard free.y >= 0, free.x >= 0 else {
            throw wrongSize(
                layer, "an input of \(shape.width)×\(shape.height) pixels",
                "at least a window of \(window.kernel.x)×\(window.kernel.y)")
        }
        let tail = Pair(
            (window.strides.y - free.y % window.strides.y) % window.strides.y,
            (window.strides.x - free.x % window.strides.x) % window.strides.x)
        return Edges(
            top: pads.top, left: pads.left, bottom: pads.bottom + tail.y,
            right: pads.right + tail.x)
    }

    private mutating func appendWindows(
        _ layer: NCNNLayer, _ x: Int, _ window: SlidingWindow, _ edges: Edges,
        _ function: Pooling.Function
    ) throws(GraphError) -> Int {
        let pooling = Pooling(
            function, kernel: window.kernel, strides: window.strides, padding: edges)
        return try builder.append(layer.name, .pooling(pooling), x)
    }

    /// The mean with all added zeros counted in.
    private mutating func appendMean(
        _ layer: NCNNLayer, _ x: Int, _ window: SlidingWindow, _ edges: Edges
    ) throws(GraphError) -> Int {
        var x = x
        if edges != .none {
            x = try builder.append(
                "\(layer.name).padding", .padding(Padding(mode: .zero, edges: edges)), x)
        }
        return try appendWindows(layer, x, window, .none, .mean(countsPadding: true))
    }

    /// So many parts each way (-233: one for each pixel), which must be equal here.
    private mutating func appendAdaptive(
        _ layer: NCNNLayer, _ x: Int, _ isMean: Bool
    ) throws(GraphError) -> Int {
        let setting = setting(layer)
        let shape = shape(x)
        let columns = try setting.integer(8, default: 0)
        let rows = try setting.integer(18, default: columns)
        let size = Pair(rows == -233 ? shape.height : rows, columns == -233 ? shape.width : columns)
        guard size != Pair(shape.height, shape.width) else { return x }
        guard size.y > 0, size.x > 0, shape.height % size.y == 0, shape.width % size.x == 0 else {
            throw wrongSize(
                layer, "\(size.x)×\(size.y) parts of \(shape.width)×\(shape.height) pixels",
                "parts of equal sizes")
        }
        let kernel = Pair(shape.height / size.y, shape.width / size.x)
        let window = SlidingWindow(kernel: kernel, strides: kernel, dilations: Pair(1, 1))
        return try appendWindows(
            layer, x, window, .none, isMean ? .mean(countsPadding: true) : .largest)
    }
}
