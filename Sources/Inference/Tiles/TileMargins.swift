import Graphs
import Networks

/// How a convolution-only network can be run in tiles.
public struct TileMargins: Sendable {
    let rows: AxisMargins
    let columns: AxisMargins

    /// The smallest side of a tile, in input pixels.
    public var smallestTile: Int { max(rows.smallestTile, columns.smallestTile) }

    /// Input pixels that a tile loses at the sides within an image, the most of any side.
    public var margin: Int {
        let lost = [rows.lostBefore, rows.lostAfter, columns.lostBefore, columns.lostAfter]
        return ((lost.max() ?? 0) + rows.scale - 1) / rows.scale
    }

    /// Tiles begin at multiples of this many input pixels.
    public var alignment: Int { max(rows.alignment, columns.alignment) }

    /// Measures a network; nil when it sees the whole image, or too much of it for tiles.
    init?(_ network: Network, _ rule: SizeRule) {
        let side = rule.multiple * TileDependency.grid
        let probe = (rule.padded(64) + side - 1) / side * side
        guard let graph = try? network.graph(height: probe, width: probe),
            !graph.receptiveField.seesWholeImage,
            let rows = AxisMargins(
                rule, along: .rows, { try network.graph(height: $0, width: probe) }),
            let columns = AxisMargins(
                rule, along: .columns, { try network.graph(height: probe, width: $0) })
        else { return nil }
        (self.rows, self.columns) = (rows, columns)
    }
}

extension NetworkFamily {
    /// How the networks can be run in tiles; nil for networks that see the whole image, through
    /// instance normalization for example, or so much of it that tiles would be larger than images.
    public var tileMargins: TileMargins? { TileMargins(members[0], sizeRule) }

    /// Compiles the family for tiles of images of one size; the bits are those of whole images.
    ///
    /// - Parameters:
    ///   - tile: the most input pixels along a side of a tile; what fits one tile is not cut.
    ///   - margins: ``tileMargins``.
    ///   - threads: for each frame, 1 or more.
    ///   - precision: what products are made of.
    ///   - whole: prepared before, whose packed members are shared where tiles pack them alike.
    /// - Throws: ``InferenceError/tileTooSmall(found:smallest:)``, ``InferenceError/noTiles``, and
    ///   what ``compiled(width:height:threads:precision:isStill:isBanded:)`` throws.
    public func tiled(
        width: Int, height: Int, tile: Int, margins: TileMargins, threads: Int = 1,
        precision: Precision = .f32, sharing whole: CompiledFamily? = nil
    ) throws -> TiledFamily {
        try TiledFamily(
            self, width: width, height: height, tile: tile, margins: margins, threads: threads,
            precision: precision, sharing: whole)
    }
}
