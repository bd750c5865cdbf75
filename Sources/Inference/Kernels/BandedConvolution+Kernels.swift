import Graphs

extension WinogradConvolution: BandedConvolution.Producer, BandedConvolution.Consumer {
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

    private func with(_ band: BandedConvolution.Side) -> WinogradConvolution {
        var copy = self
        copy.band = band
        return copy
    }
}

extension ConvolutionFromPlanes: BandedConvolution.Producer {
    func units(computing rows: Range<Int>) -> Range<Int> {
        rows.lowerBound / unitHeight..<(rows.upperBound + unitHeight - 1) / unitHeight
    }

    func rows(of units: Range<Int>) -> Range<Int> {
        units.lowerBound * unitHeight..<min(writing.shape.height, units.upperBound * unitHeight)
    }

    func writingBands() -> ConvolutionFromPlanes { self }
}

extension ConvolutionToPlanes: BandedConvolution.Consumer {
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
