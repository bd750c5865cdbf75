public import Inference

/// A family compiled for a render, and who renders.
public struct PreparedRender: Sendable {
    /// Compiled for whole pictures or for tiles.
    public let family: any FrameFamily
    /// Pictures in flight.
    public let workers: Int
    /// Threads for each picture.
    public let threads: Int
    /// What will be held, bytes.
    public let memory: MemorySize
    /// Cores of the machine.
    let cores: Int
    /// What may be held.
    let limit: MemorySize

    /// Workers and threads with the reason, as `2 of 1 thread: 2 cores; each needs 310 MB of 21 GB`.
    var workforceText: String {
        let each = MemorySize(bytes: family.workerBytes)
        return "\(workers) of \(threads) thread\(threads == 1 ? "" : "s"): "
            + "\(cores) core\(cores == 1 ? "" : "s"); "
            + "\(workers == 1 ? "it" : "each") needs \(each) of \(limit)"
    }

    /// What is done to save memory; nil where nothing has to be.
    var bandsText: String? {
        guard let whole = family as? PreparedFamily, whole.isLean else { return nil }
        return "the largest layers are computed twice, so that they need not be kept"
    }

    /// The tiles of a picture, as `6 a picture, of at most 640×640`; nil for whole pictures.
    var tilesText: String? {
        guard let tiled = family as? TiledFamily, tiled.tileCount > 1 else { return nil }
        let share = tiled.operationCount * 100 / max(tiled.wholeOperationCount, 1) - 100
        return "\(tiled.tileCount) a picture, sides of at most \(tiled.tileSide); "
            + "what overlaps takes \(share) % more"
    }
}
