import Graphs

/// Channels in another order or number, and blocks of pixels in place of channels.
extension Lowering {
    /// A new value, each channel of which comes from somewhere else.
    mutating func arranged(
        _ shape: Shape, lanes: Int, phases: Int = 1,
        _ source: (_ channel: Int, _ down: Int, _ across: Int) -> TensorView
    ) -> LazyValue {
        let output = newBuffer(shape, lanes: lanes)
        steps.append(
            .arrange(
                ExecutionPlan.Arrangement(
                    output: output.base, shape: shape, lanes: lanes, phases: phases, source: source)
            ))
        return output
    }

    /// Planes for an image's few channels, else blocks.
    func lanes(for channels: Int) -> Int { channels <= Self.mostPlanes ? 1 : lanes }

    mutating func unfolded(_ source: Int, _ shuffle: PixelShuffle, _ shape: Shape) -> LazyValue {
        let value = written(source)
        return arranged(shape, lanes: lanes(for: shape.channels), phases: shuffle.factor) {
            let channel = shuffle.order.channel(
                $0, $1, $2, factor: shuffle.factor, channels: shape.channels)
            return value.base.channel(channel, lanes: value.lanes)
        }
    }

    mutating func folded(_ source: Int, _ unshuffle: PixelUnshuffle, _ shape: Shape) -> LazyValue {
        let (value, order) = (written(source), unshuffle.order)
        let (factor, channels) = (unshuffle.factor, value.shape.channels)
        var places = [TensorView](repeating: value.base, count: shape.channels)
        for channel in 0..<channels {
            for (down, across) in (0..<factor * factor).map({ ($0 / factor, $0 % factor) }) {
                var place = value.base.channel(channel, lanes: value.lanes)
                place.offset += down * place.row + across * place.pixel
                place.row *= factor
                place.pixel *= factor
                places[
                    order.channel(channel, down, across, factor: factor, channels: channels)] =
                    place
            }
        }
        return arranged(shape, lanes: lanes(for: shape.channels)) { channel, _, _ in
            places[channel]
        }
    }

    /// Channels that begin and end with blocks, rows and columns that follow one another are a part of
    /// the value itself.
    mutating func sliced(_ source: Int, _ slicing: Slicing) -> LazyValue {
        let part = slicing.parts[1]
        let shape = graph.shapes[source]
        let (rows, columns) = (slicing.parts[2].places, slicing.parts[3].places)
        let isWhole = rows.count == shape.height && columns.count == shape.width
        let places = (0..<part.count).map { part.start + $0 * part.step }
        let narrow =
            places == Array(0..<shape.channels) ? values[source] : channels(places, of: source)
        guard !isWhole else { return narrow }
        var value = narrow
        let gather = PixelGather(rows: rows, columns: columns)
        if value.isStored, slicing.parts[2].step == 1, slicing.parts[3].step == 1 {
            value.base.offset += Int(rows[0]) * value.base.row + Int(columns[0]) * value.lanes
            value.shape = Shape(
                channels: value.shape.channels, height: rows.count, width: columns.count)
            return value
        }
        value.origin = nil
        _ = value.absorb(gather)
        return value
    }

    mutating func selected(_ source: Int, _ selection: Selection, _ shape: Shape) -> LazyValue? {
        let places = selection.places.map { Int32($0) }
        let input = graph.shapes[source]
        switch selection.axis {
        case 1: return channels(selection.places, of: source)
        case 2:
            return gathered(
                source, PixelGather(rows: places, columns: Array(0..<Int32(input.width))))
        case 3:
            return gathered(
                source, PixelGather(rows: Array(0..<Int32(input.height)), columns: places))
        default: return nil
        }
    }

    private mutating func channels(_ places: [Int], of source: Int) -> LazyValue {
        var value = written(source)
        let input = value.shape
        let shape = Shape(channels: places.count, height: input.height, width: input.width)
        let areNeighbours = places == Array(places[0]..<places[0] + places.count)
        let areBlocks =
            places[0] % value.lanes == 0
            && (places.count % value.lanes == 0 || places[0] + places.count == input.channels)
        if areNeighbours, areBlocks {
            value.base = value.base.channel(places[0], lanes: value.lanes)
            value.shape = shape
            value.origin = nil
            return value
        }
        return arranged(shape, lanes: value.lanes) { channel, _, _ in
            value.base.channel(places[channel], lanes: value.lanes)
        }
    }
}

extension Slicing.Part {
    fileprivate var places: [Int32] { (0..<count).map { Int32(start + $0 * step) } }
}
