public import Inference

/// A family compiled for a render, and how many images it renders at a time.
public struct ResourcePlan: Sendable {
    /// The tiles that images are split into.
    public struct Tiles: Sendable {
        /// Tiles of a picture, 2 or more.
        public let count: Int
        /// The longest side of one, pixels.
        public let side: Int
        /// What overlaps and is computed again, in percent of the whole.
        public let overlapPercent: Int
    }

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
    public var tiles: Tiles? {
        guard let tiled = family as? TiledFamily, tiled.tileCount > 1 else { return nil }
        return Tiles(
            count: tiled.tileCount, side: tiled.tileSide,
            overlapPercent: tiled.operationCount * 100 / max(tiled.wholeOperationCount, 1) - 100)
    }
}
