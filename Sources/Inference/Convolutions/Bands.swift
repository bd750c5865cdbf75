import Networks

extension WinogradConvolution: BandProducer, BandConsumer {
    private var tilesAcross: Int { (writing.shape.width + Self.tile - 1) / Self.tile }
    private var tileRows: Int { (writing.shape.height + Self.tile - 1) / Self.tile }

    func units(computing rows: Range<Int>) -> Range<Int> {
        let first = rows.lowerBound / Self.tile * tilesAcross
        let end = ((rows.upperBound - 1) / Self.tile + 1) * tilesAcross
        return first / unitTiles..<(end + unitTiles - 1) / unitTiles
    }

    func rows(of units: Range<Int>) -> Range<Int> {
        let tiles = tileRows(of: units)
        return tiles.lowerBound
            * Self.tile..<min(writing.shape.height, tiles.upperBound * Self.tile)
    }

    private func tileRows(of units: Range<Int>) -> Range<Int> {
        let end = min(units.upperBound * unitTiles, tileRows * tilesAcross)
        return units.lowerBound * unitTiles / tilesAcross..<(end + tilesAcross - 1) / tilesAcross
    }

    func stretches(reading rows: Int) -> [(units: [Int], places: Range<Int>)] {
        let step = Self.tile * stride
        let count = max(1, max(1, rows / step) * tilesAcross / unitTiles)
        return Swift.stride(from: 0, to: work.units, by: count).map { first in
            let units = first..<min(first + count, work.units)
            let tiles = tileRows(of: units)
            let end = Self.places(tiles.upperBound * Self.tile, stride: stride)
            return (Array(units), tiles.lowerBound * step..<end)
        }
    }

    func writingBands() -> WinogradConvolution { with(.output) }
    func readingBands() -> WinogradConvolution { with(.input) }

    private func with(_ band: BandSide) -> WinogradConvolution {
        var copy = self
        copy.band = band
        return copy
    }
}

extension ConvolutionFromPlanes: BandProducer {
    func units(computing rows: Range<Int>) -> Range<Int> {
        rows.lowerBound / unitHeight..<(rows.upperBound + unitHeight - 1) / unitHeight
    }

    func rows(of units: Range<Int>) -> Range<Int> {
        units.lowerBound * unitHeight..<min(writing.shape.height, units.upperBound * unitHeight)
    }

    func writingBands() -> ConvolutionFromPlanes { self }
}

extension ConvolutionToPlanes: BandConsumer {
    func stretches(reading rows: Int) -> [(units: [Int], places: Range<Int>)] {
        let height = unitHeight
        let strips = (shape.height + height - 1) / height
        return (0..<strips).map { strip in
            let units = Swift.stride(from: strip, to: work.units, by: strips)
            let first = strip * height
            let end = min(first + height + 3 * parts - 1, reading.rows.count)
            return (Array(units), first..<end)
        }
    }

    func readingBands() -> ConvolutionToPlanes { self }
}

extension Program {
    /// The same program with large values that one convolution alone reads computed by bands: twice,
    /// first for the sums that their normalisation needs.
    ///
    /// What is kept from one step to the next becomes about half as much for style networks.
    func inBands() -> Program {
        var program = self
        let largest = bufferSizes.max() ?? 0
        let pairs = steps.indices.compactMap { index in pair(at: index) }
            .filter { 2 * bufferSizes[$0.buffer] >= largest }
            .sorted { (bufferSizes[$1.buffer], $0.index) < (bufferSizes[$0.buffer], $1.index) }
        var taken: Set<Int> = []
        for pair in pairs where taken.isDisjoint(with: [pair.index, pair.index + 2]) {
            taken.formUnion([pair.index, pair.index + 2])
            var sums = pair.producer
            sums.writing.isKept = false
            let banded = BandedConvolution(pair.producer, pair.consumer)
            program.steps[pair.index] = .tiled(sums)
            program.steps[pair.index + 2] = .tiled(banded)
            program.bufferSizes[pair.buffer] =
                banded.bandRows * pair.producer.writing.output.row * pair.producer.writing.blocks
        }
        return program
    }

    private struct BandPair {
        let index: Int
        let buffer: Int
        let producer: any BandProducer
        let consumer: any BandConsumer
    }

    /// A convolution, the moments of its output and the convolution that alone reads it.
    private func pair(at index: Int) -> BandPair? {
        guard index + 2 < steps.count, case .tiled(let first) = steps[index],
            case .moments(let moments) = steps[index + 1],
            case .tiled(let second) = steps[index + 2],
            let producer = first as? any BandProducer, let consumer = second as? any BandConsumer,
            moments.sums?.place == producer.sums, producer.sums != nil,
            producer.writing.output == consumer.reading.input,
            producer.writing.output.offset == 0, let buffer = producer.writing.output.buffer,
            output.buffer != buffer
        else { return nil }
        let users = steps.indices.filter { steps[$0].places.contains { $0.buffer == buffer } }
        return users == [index, index + 2]
            ? BandPair(index: index, buffer: buffer, producer: producer, consumer: consumer) : nil
    }
}
