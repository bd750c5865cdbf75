import Graphs

/// Channels side by side.
extension Lowering {
    mutating func concatenated(
        _ inputs: [Int], _ concatenation: Concatenation, _ shape: Shape
    ) -> LazyValue? {
        guard concatenation.axis == 1 else { return joined(inputs, concatenation, shape) }
        if let (root, leaves) = concatenations.parts(of: values.count) {
            return placed(leaves, root, shape)
        }
        let parts = inputs.map { written($0) }
        let channels = parts.flatMap { part in
            (0..<part.shape.channels).map { part.base.channel($0, lanes: part.lanes) }
        }
        return arranged(shape, lanes: lanes) { channel, _, _ in channels[channel] }
    }

    /// Every part at its place in the root's buffer, copied where it stands elsewhere.
    private mutating func placed(_ leaves: [Int], _ root: Int, _ shape: Shape) -> LazyValue {
        var channel = 0
        for leaf in leaves {
            let home = ConcatenationLayout.Home(root: root, channel: channel)
            channel += graph.shapes[leaf].channels
            let value = written(leaf)
            let place = place(of: home)
            guard value.base != place, concatenations.filled.insert(home).inserted else { continue }
            if let view = value.inBlocks(of: lanes) { write(view, at: place) }
        }
        var result = buffer(of: root)
        result.shape = shape
        return result
    }

    private mutating func buffer(of root: Int) -> LazyValue {
        if let known = concatenations.buffers[root] { return known }
        let buffer = newBuffer(graph.shapes[root], lanes: lanes)
        concatenations.buffers[root] = buffer
        return buffer
    }

    /// Where a value is written that belongs to a concatenation; nil for others and for planes.
    mutating func place(ofValue index: Int, lanes: Int) -> TensorView? {
        guard let home = concatenations.home(of: index), lanes == self.lanes else { return nil }
        return place(of: home)
    }

    private mutating func place(of home: ConcatenationLayout.Home) -> TensorView {
        var place = buffer(of: home.root).base
        place.offset += home.channel / lanes * place.block
        return place
    }
}
