import Graphs
import Networks
import Weights

/// A family compiled for tiles of images of one size: for convolution-only networks whose buffers
/// for a whole image would not fit the memory.
///
/// The tiles overlap by what the network loses at their edges, begin where its layers begin to compute
/// blocks, and see the same padding as the whole at the image's own edges; so the result is that of
/// the whole image, bit for bit.  All tiles but the last of a row or column are of one size: at most
/// four sizes are compiled, which share packed members and buffers.
public final class TiledFamily: FrameFamily {
    public let operationCount: Int
    /// Multiply-accumulate operations of the whole image, had it not been cut.
    public let wholeOperationCount: Int

    let format: ImageFormat
    let rows: TileLayout
    let columns: TileLayout
    /// By tile sizes.
    let families: [Pair: CompiledFamily]
    /// Where every row and column of the padded input comes from in the image.
    let sources: (rows: [Int32], columns: [Int32])
    /// The image's first row and column in the network's output.
    let outputStart: Int
    /// Output pixels for one input pixel.
    let scale: Int

    /// Compiles a family for tiles.
    ///
    /// - Parameters:
    ///   - margins: of the family's network.
    ///   - tile: the most input pixels along a side of a tile.
    ///   - whole: members packed already, which are shared where tiles pack them alike.
    init(
        _ family: NetworkFamily, width: Int, height: Int, tile: Int, margins: TileMargins,
        threads: Int,
        precision: Precision, sharing whole: CompiledFamily? = nil
    ) throws {
        try ImageFormat.check(width: width, height: height)
        let (rule, first) = (family.sizeRule, family.members[0])
        format = ImageFormat(
            (width, height), scale: rule.scale, first.convention, members: family.members.count,
            groups: family.groups.count)
        outputStart = rule.outputStart
        scale = rule.scale
        let padded = Pair(rule.padded(height), rule.padded(width))
        sources = (
            Lowering.mirrored(height, padded.y, rule.margin),
            Lowering.mirrored(width, padded.x, rule.margin)
        )
        let graph = try first.graph(height: padded.y, width: padded.x)
        let output = graph.outputShape
        guard
            let rows = TileLayout((padded.y, output.height), tile: tile, margins.rows),
            let columns = TileLayout((padded.x, output.width), tile: tile, margins.columns)
        else {
            throw InferenceError.tileTooSmall(found: tile, smallest: margins.smallestTile)
        }
        (self.rows, self.columns) = (rows, columns)
        wholeOperationCount = graph.multiplyAccumulates
        families = try Self.prepare(
            family, rows, columns, threads, precision, sharing: whole?.packed)
        operationCount = Self.pairs(rows, columns).reduce(0) { [families] sum, part in
            sum + (families[part.size]?.operationCount ?? 0)
        }
        try Self.check(rows, columns, families, graph)
    }

    private static func prepare(
        _ family: NetworkFamily, _ rows: TileLayout, _ columns: TileLayout, _ threads: Int,
        _ precision: Precision, sharing packed: PackedMembers?
    ) throws -> [Pair: CompiledFamily] {
        var families: [Pair: CompiledFamily] = [:]
        var packed = packed
        // The largest first: it is the one that most tiles have.
        for height in rows.sizes.sorted(by: >) {
            for width in columns.sizes.sorted(by: >) {
                let graph = try family.members[0].graph(height: height, width: width)
                let prepared = try CompiledFamily(
                    graph, tensors: try CompiledFamily.parameters(of: family.members, graph),
                    rule: SizeRule(scale: family.sizeRule.scale, multiple: 1),
                    convention: family.members[0].convention, image: (width, height),
                    groups: family.groups, threads: threads, precision: precision, sharing: packed)
                packed = prepared.packed
                families[Pair(height, width)] = prepared
            }
        }
        return families
    }

    /// A tile's sizes and what is kept of it.
    static func pairs(
        _ rows: TileLayout, _ columns: TileLayout
    ) -> [(rows: TileLayout.Part, columns: TileLayout.Part, size: Pair)] {
        rows.parts.flatMap { rows in
            columns.parts.map { ($0, Pair(rows.input.count, $0.input.count)) }
                .map { (rows, $0.0, $0.1) }
        }
    }

    /// Throws unless what is kept of every tile is the whole's.
    private static func check(
        _ rows: TileLayout, _ columns: TileLayout, _ families: [Pair: CompiledFamily],
        _ whole: Graph
    ) throws(InferenceError) {
        for (axis, layout) in [(PixelAxis.rows, rows), (.columns, columns)] {
            for part in layout.parts {
                guard
                    let tile = families.first(where: { axis($0.key) == part.input.count })?.value,
                    let output = TileDependency.output(
                        of: tile.graph, in: whole, from: part.input.lowerBound, along: axis),
                    output.wholePlaces.lowerBound <= part.kept.lowerBound,
                    output.wholePlaces.upperBound >= part.kept.upperBound
                else { throw .noTiles }
            }
        }
    }

    /// Makes a worker with buffers of its own.
    public func makeFrameWorker() throws -> any FrameWorker { try TiledWorker(self) }

    public var inputSize: (width: Int, height: Int) { format.inputSize }

    public var outputSize: (width: Int, height: Int) { format.outputSize }

    public var tileCount: Int { rows.parts.count * columns.parts.count }

    /// The most input pixels along a side of a tile.
    public var tileSide: Int { max(rows.sizes.max() ?? 0, columns.sizes.max() ?? 0) }

    public var memberBytes: Int { packings.reduce(0) { $0 + $1.byteCount } }

    public var workerBytes: Int {
        Workspace.byteCount(Array(families.values))
            + packings.reduce(0) { $0 + MixedParameters.byteCount($1) }
            + tileFloats * MemoryLayout<Float>.stride + format.passingBytes
    }

    /// Floats of a tile's input planes.
    var tileFloats: Int { families.values.map(\.graph.inputShape.count).max() ?? 0 }

    /// The packed members, each once: families that share them have the same.
    var packings: [PackedMembers] {
        families.values.reduce(into: []) { distinct, family in
            if !distinct.contains(where: { $0.isShared(with: family.packed) }) {
                distinct.append(family.packed)
            }
        }
    }
}
