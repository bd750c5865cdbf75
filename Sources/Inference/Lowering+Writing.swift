import Networks

/// Buffers and the passes that fill them.
extension Lowering {
    /// Writes a value where it is not yet in memory.
    ///
    /// - Parameter dense: without gaps between rows and blocks, as oneDNN wants it.
    mutating func written(_ index: Int, dense: Bool = false) -> Deferred {
        let value = values[index]
        if value.isStored, !dense || isDense(value) { return value }
        let output = write(value)
        values[index] = output
        if let origin = value.origin, uses[origin] > 0, !values[origin].isStored,
            let place = value.gather?.placeOfSource(value.shape)
        {
            values[origin] = interior(of: output, at: place, shape: value.shape)
        }
        return output
    }

    private mutating func write(_ value: Deferred) -> Deferred {
        let shape = value.resultShape
        let output = newBuffer(shape, lanes: value.lanes)
        steps.append(
            .pass(
                Program.Pass(
                    input: value.base, output: output.base, residual: value.residual,
                    lanes: value.lanes, blocks: value.blocks,
                    rows: value.gather?.rows ?? Array(0..<Int32(shape.height)),
                    columns: value.gather?.columns ?? Array(0..<Int32(shape.width)),
                    affine: value.affine, first: value.first, second: value.second)))
        return output
    }

    /// The part of a padded copy that is the value itself, so that it need not be written again.
    private func interior(
        of padded: Deferred, at place: (row: Int, column: Int), shape: Shape
    ) -> Deferred {
        var value = padded
        value.base.offset += place.row * padded.base.row + place.column * padded.lanes
        value.shape = shape
        return value
    }

    /// A stored value brought from planes to blocks, so that it can be added to blocked ones.
    mutating func blocked(_ value: Deferred) -> Deferred {
        let output = newBuffer(value.shape, lanes: lanes)
        steps.append(
            .block(
                Program.Block(
                    input: value.base, output: output.base, shape: value.shape, lanes: lanes)))
        return output
    }

    private func isDense(_ value: Deferred) -> Bool {
        guard case .buffer = value.base.storage else { return false }
        let row = value.shape.width * value.lanes
        return value.base.row == row && value.base.block == row * value.shape.height
            && value.base.offset == 0
    }

    mutating func newBuffer(_ shape: Shape, lanes: Int) -> Deferred {
        let row = shape.width * lanes
        let blocks = (shape.channels + lanes - 1) / lanes
        bufferSizes.append(row * shape.height * blocks)
        let base = Program.Place(
            storage: .buffer(bufferSizes.count - 1), offset: 0, row: row, block: row * shape.height)
        return Deferred(base: base, shape: shape, lanes: lanes)
    }

    mutating func parameter(_ slot: Int, _ layout: PackedParameter.Layout) -> Int {
        parameters.append(PackedParameter(slot: slot, layout: layout))
        return parameters.count - 1
    }

    mutating func affine(_ table: Program.Affine) -> Int {
        affines.append(table)
        return affines.count - 1
    }

    /// Channels rounded up to whole blocks of either width.
    func wholeBlocks(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

    mutating func finish() -> Program {
        let output = written(graph.output)
        return Program(
            steps: steps, bufferSizes: bufferSizes, parameters: parameters, affines: affines,
            output: output.base, outputShape: output.shape, outputLanes: output.lanes)
    }
}
