public import Inference

/// A family compiled for a render, and who renders.
public struct ResourcePlan: Sendable {
    /// Compiled for whole pictures or for tiles.
    public let family: any FrameFamily
    /// Pictures in flight.
    public let workers: Int
    /// Threads for each picture.
    public let threads: Int
    /// The memory that will be held.
    public let memory: MemorySize
    /// Cores of the machine.
    public let cores: Int
    /// The memory limit.
    public let limit: MemorySize

    /// Bytes of one worker's buffers.
    public var workerBytes: Int { family.workerBytes }

    /// Whether the largest layers are computed twice, by bands of rows, so that they need not be kept.
    public var isInBands: Bool { (family as? CompiledFamily)?.isBanded ?? false }

    /// How pictures are cut; nil for whole ones.
    var tiles: PlanSummary.Tiles? {
        guard let tiled = family as? TiledFamily, tiled.tileCount > 1 else { return nil }
        return PlanSummary.Tiles(
            count: tiled.tileCount, side: tiled.tileSide,
            overlapPercent: tiled.operationCount * 100 / max(tiled.wholeOperationCount, 1) - 100)
    }
}
