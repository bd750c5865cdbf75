import Networks

/// Rows and columns that are repeated, mirrored or left out.
extension Lowering {
    mutating func gathered(_ source: Int, _ padding: Padding) -> Deferred {
        let shape = graph.shapes[source]
        let edges = padding.edges
        let outside: Float = if case .constant(let value) = padding.mode { value } else { 0 }
        return gathered(
            source,
            Deferred.Gather(
                rows: padding.sources(size: shape.height, before: edges.top, after: edges.bottom),
                columns: padding.sources(size: shape.width, before: edges.left, after: edges.right),
                outside: outside))
    }

    mutating func gathered(_ source: Int, _ upsampling: NearestUpsampling) -> Deferred {
        let shape = graph.shapes[source]
        let factors = upsampling.factors
        return gathered(
            source,
            Deferred.Gather(
                rows: (0..<shape.height * factors.y).map { Int32($0 / factors.y) },
                columns: (0..<shape.width * factors.x).map { Int32($0 / factors.x) }))
    }

    mutating func gathered(_ source: Int, _ gather: Deferred.Gather) -> Deferred {
        var value = values[source]
        if value.gather == nil { value.origin = source }
        if value.absorb(gather) { return value }
        value = written(source)
        value.origin = source
        _ = value.absorb(gather)
        return value
    }

    mutating func resized(_ source: Int, _ resizing: Resizing, _ shape: Shape) -> Deferred {
        let input = graph.shapes[source]
        let (rows, columns) = (
            resizing.rowTaps(height: input.height), resizing.columnTaps(width: input.width)
        )
        let areCopies = (rows + columns).allSatisfy { $0.places.count == 1 }
        if areCopies {
            return gathered(
                source,
                Deferred.Gather(
                    rows: rows.map { $0.places[0] }, columns: columns.map { $0.places[0] }))
        }
        let value = written(source)
        let output = newBuffer(shape, lanes: value.lanes)
        steps.append(
            .resize(
                Program.Resize(
                    input: value.base, inputShape: input, output: output.base, shape: shape,
                    lanes: value.lanes, rows: Program.Resize.Taps(rows),
                    columns: Program.Resize.Taps(columns))))
        return output
    }
}

extension Program.Resize.Taps {
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

extension Program.Resize {
    /// The bicubic enlargement of one plane without gaps.
    init(enlargingPlaneOf size: Pair, by scale: Int) {
        let shape = Shape(channels: 1, height: size.y, width: size.x)
        let resizing = Resizing(enlarging: shape, by: scale, filter: .cubic(coefficient: -0.5))
        func place(_ width: Int) -> Place {
            Place(storage: .picture, offset: 0, row: width, pixel: 1, block: 0)
        }
        self.init(
            input: place(size.x), inputShape: shape, output: place(size.x * scale),
            shape: Shape(channels: 1, height: size.y * scale, width: size.x * scale), lanes: 1,
            rows: Taps(resizing.rowTaps(height: size.y)),
            columns: Taps(resizing.columnTaps(width: size.x)))
    }
}
