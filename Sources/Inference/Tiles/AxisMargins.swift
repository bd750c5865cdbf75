import Graphs
import Networks

/// What a network loses at the edges of a tile along one axis, and where tiles may begin.
struct AxisMargins: Sendable, Equatable {
    /// Output pixels for one input pixel.
    let scale: Int
    /// Tiles begin at multiples of this many input pixels, and all but the last are as long as one.
    let alignment: Int
    /// Output pixels between where a tile begins within an image and the first that is right.
    let lostBefore: Int
    /// Output pixels between the last that is right and where a tile ends within an image.
    let lostAfter: Int

    /// Measures a network on a tile with false edges on both sides.
    ///
    /// - Parameters:
    ///   - rule: of the network.
    ///   - graph: the network for an input of that many pixels along the axis.
    /// - Returns: nil for a network that sees the whole image, or so much of it that no tile of
    ///   ``largestTile`` pixels has anything right.
    init?(
        _ rule: SizeRule, along axis: PixelAxis, _ graph: (_ side: Int) throws -> Graph
    ) {
        var alignment = rule.multiple * TileDependency.grid
        var side = alignment
        while side <= Self.largestTile {
            guard let tile = try? graph(side), let whole = try? graph(side + 2 * alignment) else {
                side *= 2
                continue
            }
            guard
                let output = TileDependency.output(
                    of: tile, in: whole, from: alignment, along: axis)
            else {
                // Nothing begins at multiples of the grid, or there is nothing to be cut.
                alignment *= 2
                side = max(side, alignment)
                guard alignment <= Self.largestAlignment else { return nil }
                continue
            }
            let (valid, scale) = (output.valid, rule.scale)
            if valid.count >= alignment * scale, output.offset == alignment * scale {
                self.init(
                    scale: scale, alignment: alignment, lostBefore: valid.lowerBound,
                    lostAfter: side * scale - valid.upperBound)
                return
            }
            side *= 2
        }
        return nil
    }

    init(scale: Int, alignment: Int, lostBefore: Int, lostAfter: Int) {
        (self.scale, self.alignment) = (scale, alignment)
        (self.lostBefore, self.lostAfter) = (lostBefore, lostAfter)
    }

    /// The longest side of a tile, in input pixels.
    static let largestTile = 1 << 12
    private static let largestAlignment = 1 << 11

    /// Input pixels from one tile to the next; 0 or less for tiles of which nothing is right.
    func step(ofTile size: Int) -> Int {
        (size * scale - lostBefore - lostAfter) / scale / alignment * alignment
    }

    /// The smallest side of a tile of which something is right, in input pixels.
    var smallestTile: Int {
        aligned(alignment + (lostBefore + lostAfter + scale - 1) / scale)
    }

    /// The next multiple of the alignment.
    func aligned(_ size: Int) -> Int { (size + alignment - 1) / alignment * alignment }
}
