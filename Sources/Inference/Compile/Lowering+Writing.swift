import Graphs

/// Buffers and the passes that fill them.
extension Lowering {
    /// Writes a value where it is not yet in memory.
    ///
    /// - Parameter dense: without gaps between rows and blocks, as oneDNN wants it.
    mutating func written(_ index: Int, dense: Bool = false) -> LazyValue {
        var value = values[index]
        if value.isStored, !dense || isDense(value) { return value }
        if concatenations.home(of: index) != nil, let view = value.inBlocks(of: lanes) {
            value = view
        }
        let output = write(value, at: place(ofValue: index, lanes: value.lanes))
        values[index] = output
        if let origin = value.origin, uses[origin] > 0, !values[origin].isStored,
            let place = value.gather?.placeOfSource(value.shape)
        {
            values[origin] = interior(of: output, at: place, shape: value.shape)
        }
        return output
    }

    /// Writes a value into a new buffer or at a place.
    @discardableResult
    mutating func write(_ value: LazyValue, at place: TensorView? = nil) -> LazyValue {
        let shape = value.resultShape
        var output = newBuffer(shape, lanes: value.lanes, at: place)
        output.origin = nil
        steps.append(
            .pass(
                ExecutionPlan.Pass(
                    input: value.base, output: output.base, shape: shape, lanes: value.lanes,
                    gather: value.gather, stages: value.stages)))
        return output
    }

    /// The part of a padded copy that is the value itself, so that it need not be written again.
    private func interior(
        of padded: LazyValue, at place: (row: Int, column: Int), shape: Shape
    ) -> LazyValue {
        var value = padded
        value.base.offset += place.row * padded.base.row + place.column * padded.lanes
        value.shape = shape
        return value
    }

    /// A value brought to blocks of channels, in a pass of its own where it must be.
    mutating func blocked(_ value: LazyValue) -> LazyValue {
        guard value.lanes != lanes else { return value }
        if let view = value.inBlocks(of: lanes) { return write(view) }
        return write(write(value).inBlocks(of: lanes) ?? value)
    }

    /// A value in planes without gaps, one number after the other.
    mutating func planar(_ index: Int) -> LazyValue {
        if let known = planes[index] { return known }
        let value = written(index)
        let result: LazyValue
        if value.lanes == 1 {
            result = isDense(value) ? value : write(value)
        } else if value.shape.area == 1, value.base.block == lanes || value.shape.channels <= lanes
        {
            result = tensor(value, value.shape)
        } else {
            result = arranged(value.shape, lanes: 1) { channel, _, _ in
                value.base.channel(channel, lanes: value.lanes)
            }
        }
        planes[index] = result
        return result
    }

    func isDense(_ value: LazyValue) -> Bool {
        switch value.base.storage {
        case .buffer, .parameter: break
        case .image, .constant: return false
        }
        let row = value.shape.width * value.lanes
        let isOneBlock = value.shape.channels <= value.lanes
        return value.base.row == row
            && (value.base.block == row * value.shape.height || isOneBlock)
    }

    /// A place in memory for a value, in a new buffer where none is given.
    mutating func newBuffer(_ shape: Shape, lanes: Int, at place: TensorView? = nil) -> LazyValue {
        let row = shape.width * lanes
        let block = row * shape.height
        if let place { return LazyValue(base: place, shape: shape, lanes: lanes) }
        bufferSizes.append(block * ((shape.channels + lanes - 1) / lanes))
        let base = TensorView(
            storage: .buffer(bufferSizes.count - 1), offset: 0, row: row, pixel: lanes,
            block: block)
        return LazyValue(base: base, shape: shape, lanes: lanes)
    }

    mutating func parameter(_ slot: Int, _ layout: PackedParameter.Layout) -> Int {
        parameters.append(PackedParameter(slot: slot, layout: layout))
        return parameters.count - 1
    }

    mutating func affine(channels: Int) -> Int {
        affines.append(ExecutionPlan.Affine(channels: wholeBlocks(channels)))
        return affines.count - 1
    }

    /// Channels rounded up to whole blocks of either width.
    func wholeBlocks(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

    mutating func finish() -> ExecutionPlan {
        let output = written(graph.output)
        return ExecutionPlan(
            steps: steps, bufferSizes: bufferSizes, parameters: parameters, affines: affines,
            constants: constants, output: output.base, outputShape: output.shape,
            outputLanes: output.lanes)
    }
}
