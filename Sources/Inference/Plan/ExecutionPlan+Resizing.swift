import Graphs

extension ExecutionPlan.Resize.Taps {
    init(_ taps: [Resizing.Taps]) {
        let longest = taps.map(\.places.count).max() ?? 0
        count = longest
        places = taps.flatMap { tap in
            (0..<longest).map { tap.places[min($0, tap.places.count - 1)] }
        }
        weights = taps.flatMap { tap in
            (0..<longest).map { $0 < tap.weights.count ? tap.weights[$0] : 0 }
        }
    }
}

extension ExecutionPlan.Resize {
    /// The bicubic enlargement of one plane without gaps.
    init(enlargingPlaneOf size: Pair, by scale: Int) {
        let shape = Shape(channels: 1, height: size.y, width: size.x)
        let resizing = Resizing(enlarging: shape, by: scale, filter: .cubic(coefficient: -0.5))
        func place(_ width: Int) -> TensorView {
            TensorView(storage: .picture, offset: 0, row: width, pixel: 1, block: 0)
        }
        self.init(
            input: place(size.x), inputShape: shape, output: place(size.x * scale),
            shape: Shape(channels: 1, height: size.y * scale, width: size.x * scale), lanes: 1,
            rows: Taps(resizing.rowTaps(height: size.y)),
            columns: Taps(resizing.columnTaps(width: size.x)))
    }
}
