import Graphs

/// Rows and columns that are repeated, mirrored or left out.
extension Lowering {
    mutating func gathered(_ source: Int, _ padding: Padding) -> LazyValue {
        let shape = graph.shapes[source]
        let edges = padding.edges
        let outside: Float = if case .constant(let value) = padding.mode { value } else { 0 }
        return gathered(
            source,
            PixelGather(
                rows: padding.sources(size: shape.height, before: edges.top, after: edges.bottom),
                columns: padding.sources(size: shape.width, before: edges.left, after: edges.right),
                outside: outside))
    }

    mutating func gathered(_ source: Int, _ upsampling: NearestUpsampling) -> LazyValue {
        let shape = graph.shapes[source]
        let factors = upsampling.factors
        return gathered(
            source,
            PixelGather(
                rows: (0..<shape.height * factors.y).map { Int32($0 / factors.y) },
                columns: (0..<shape.width * factors.x).map { Int32($0 / factors.x) }))
    }

    mutating func gathered(_ source: Int, _ gather: PixelGather) -> LazyValue {
        var value = values[source]
        if value.gather == nil { value.origin = source }
        if value.absorb(gather) { return value }
        value = written(source)
        value.origin = source
        _ = value.absorb(gather)
        return value
    }

    mutating func resized(_ source: Int, _ resizing: Resizing, _ shape: Shape) -> LazyValue {
        let input = graph.shapes[source]
        let (rows, columns) = (
            resizing.rowTaps(height: input.height), resizing.columnTaps(width: input.width)
        )
        let areCopies = (rows + columns).allSatisfy { $0.places.count == 1 }
        if areCopies {
            return gathered(
                source,
                PixelGather(
                    rows: rows.map { $0.places[0] }, columns: columns.map { $0.places[0] }))
        }
        let value = written(source)
        let output = newBuffer(shape, lanes: value.lanes)
        steps.append(
            .resize(
                ExecutionPlan.Resize(
                    input: value.base, inputShape: input, output: output.base, shape: shape,
                    lanes: value.lanes, rows: ExecutionPlan.Resize.Taps(rows),
                    columns: ExecutionPlan.Resize.Taps(columns))))
        return output
    }
}
