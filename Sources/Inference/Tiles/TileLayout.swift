/// How a network's padded input is cut into overlapping tiles along one axis.
///
/// Tiles of one size begin at equal distances; only the last may be shorter.
struct TileLayout: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        /// Rows or columns of the padded input that the tile covers.
        let input: Range<Int>
        /// Rows or columns of the network's output that are taken from the tile: those of the parts
        /// follow one another and are all of the output.
        let kept: Range<Int>
    }

    let parts: [Part]

    /// Input pixels a side, one a kind of tile.
    var sizes: Set<Int> { Set(parts.map(\.input.count)) }

    /// All of an axis in one tile.
    init(wholeInput input: Int, output: Int) {
        self.init(parts: [Part(input: 0..<input, kept: 0..<output)])
    }

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// Tiles of at most so many input pixels; nil where those are too few for what is lost at their
    /// edges.
    ///
    /// - Parameters:
    ///   - sides: input and output pixels of the whole.
    ///   - cut: what the network makes of tiles along the axis.
    init?(_ sides: (input: Int, output: Int), tile limit: Int, _ cut: AxisMargins) {
        guard sides.input > limit else {
            self.init(wholeInput: sides.input, output: sides.output)
            return
        }
        let largest = limit / cut.alignment * cut.alignment
        let most = cut.step(ofTile: largest)
        guard most > 0 else { return nil }
        // As few tiles as will do, and those as small as will do.
        let overlap = largest - most
        let count = (sides.input - overlap + most - 1) / most
        let step = cut.aligned((sides.input - overlap + count - 1) / count)
        var parts: [Part] = []
        var start = 0
        for origin in stride(from: 0, to: sides.input, by: step) {
            let end = min(origin + step + overlap, sides.input)
            let keptEnd = end == sides.input ? sides.output : end * cut.scale - cut.lostAfter
            parts.append(Part(input: origin..<end, kept: start..<keptEnd))
            start = keptEnd
            if end == sides.input { break }
        }
        self.init(parts: parts)
    }
}
