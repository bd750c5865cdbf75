import Graphs
import Imaging

/// Renders one frame at a time, tile after tile.
///
/// Sendable as ``Worker`` is: used by one task at a time.
final class TiledWorker: FrameWorker, @unchecked Sendable {
    private let family: TiledFamily
    private let workers: [Pair: Worker]
    private let mixtures: [MixedParameters]
    /// The planes of one tile's input.
    private let input: AlignedMemory
    private let team: ThreadTeam

    init(_ family: TiledFamily) throws {
        self.family = family
        let workspace = try Workspace(for: Array(family.families.values))
        let packings = family.packings
        let mixtures = try packings.map { (packing) throws(InferenceError) in
            try MixedParameters(packing, groups: family.format.groupCount)
        }
        self.mixtures = mixtures
        workers = try family.families.mapValues { prepared in
            let index = packings.firstIndex { $0.isShared(with: prepared.packed) }
            return try Worker(prepared, in: workspace, mixture: index.map { mixtures[$0] })
        }
        input = try AlignedMemory(floats: family.tileFloats)
        team = family.families.values.first?.team ?? ThreadTeam(threads: 1)
    }

    func render(_ image: Image, weights: [Float]) throws -> Image {
        try format.check(image)
        try format.check(weights)
        team.adopt()
        for mixture in mixtures { mixture.mix(weights, team) }
        return try rendered(image)
    }
}

extension TiledWorker: PlaneRunner {
    var format: ImageFormat { family.format }

    func run(_ planes: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) throws {
        for (rows, columns, size) in TiledFamily.pairs(family.rows, family.columns) {
            guard let worker = workers[size] else { continue }
            copy(
                planes, rows.input, columns.input, channels: worker.family.graph.inputShape.channels
            )
            try worker.compute(input.floats)
            write(worker, rows, columns, to: output)
        }
    }

    func resize(
        _ resize: ExecutionPlan.Resize, from input: UnsafePointer<Float>,
        to output: UnsafeMutablePointer<Float>
    ) {
        workers.values.first?.resize(resize, from: input, to: output)
    }

    /// A window of the padded image, mirrored where it is continued.
    private func copy(
        _ planes: UnsafePointer<Float>, _ rows: Range<Int>, _ columns: Range<Int>, channels: Int
    ) {
        let (width, height) = family.inputSize
        var target = input.floats
        for channel in 0..<channels {
            for row in family.sources.rows[rows] {
                let source = planes + (channel * height + Int(row)) * width
                for column in family.sources.columns[columns] {
                    target.pointee = source[Int(column)]
                    target += 1
                }
            }
        }
    }

    /// What is kept of a tile, less what lies outside the image.
    private func write(
        _ worker: Worker, _ rows: TileLayout.Part, _ columns: TileLayout.Part,
        to output: UnsafeMutablePointer<Float>
    ) {
        let (start, scale) = (family.outputStart, family.scale)
        let (width, height) = family.outputSize
        let wantedRows = rows.kept.clamped(to: start..<start + height)
        let wantedColumns = columns.kept.clamped(to: start..<start + width)
        guard !wantedRows.isEmpty, !wantedColumns.isEmpty else { return }
        worker.write(
            input.floats, rows: wantedRows.moved(by: -rows.input.lowerBound * scale),
            columns: wantedColumns.moved(by: -columns.input.lowerBound * scale),
            to: output + (wantedRows.lowerBound - start) * width + wantedColumns.lowerBound - start,
            row: width, plane: width * height)
    }
}

extension Range<Int> {
    fileprivate func moved(by distance: Int) -> Range<Int> {
        lowerBound + distance..<upperBound + distance
    }
}
