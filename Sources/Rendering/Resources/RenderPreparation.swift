import Imaging
import Inference

/// Decides how pictures are rendered within a machine and a limit of memory: how many at a time, on how
/// many threads each, whole or in tiles.  The bits of the pictures depend on none of it.
struct RenderPreparation {
    let networks: NetworkFamily
    /// Of the pictures that the networks see, pixels.
    let size: Size
    /// Where the pictures come from, for messages.
    let place: String
    /// The number of images.
    let pictures: Int
    /// Whether all are the same one.
    let isStill: Bool
    /// The memory that is held besides.
    let memory: RenderMemory
    let resources: RenderResources
    /// What makes the pictures smaller, for messages.
    let smallerPicture: String
    /// Threads besides those that compute.
    var otherThreads = 0

    private var limit: MemorySize { resources.limit }

    /// The first workforce whose buffers fit; whole pictures before tiles, unless tiles are asked for.
    ///
    /// - Throws: ``RenderError/memory(place:needed:limit:remedy:)`` when one worker is too many,
    ///   ``RenderError/badOption(name:found:expected:)`` for tiles that cannot be,
    ///   ``RenderError/tooFewThreads(found:needed:)`` when the threads cannot be made.
    func prepared() throws -> ResourcePlan {
        let prepared = try fitting()
        try ThreadRoom.check(prepared.workers * prepared.threads + otherThreads)
        return prepared
    }

    private func fitting() throws -> ResourcePlan {
        let candidates = Parallelism.candidates(
            cores: resources.machine.cores, pictures: pictures, workers: resources.workers,
            threads: resources.threads)
        if let tile = resources.tile, tile > 0 {
            return try tiled(candidates, tile: tile)
        }
        var whole: CompiledFamily?
        var threads = 0
        for candidate in candidates {
            if let whole, !fits(whole, candidate.workers) { continue }
            if candidate.threads != threads || whole == nil {
                threads = candidate.threads
                whole = try wholeFamily(threads: threads, workers: candidate.workers)
            }
            if let whole, fits(whole, candidate.workers) { return result(whole, candidate) }
        }
        guard let whole, let last = candidates.last else { throw InferenceError.noMembers }
        guard resources.tile == nil, let cuts = networks.tileMargins else {
            let banded = try family(threads: last.threads, isBanded: true)
            guard fits(banded, last.workers) else { throw tooLarge(banded, last) }
            return result(banded, last)
        }
        return try tiled(candidates, cuts, whole)
    }

    /// For whole pictures; of a still what its frames have in common is kept, where that fits.
    private func wholeFamily(threads: Int, workers: Int) throws -> CompiledFamily {
        guard isStill, pictures > 1 else { return try family(threads: threads) }
        let still = try family(threads: threads, isStill: true)
        return fits(still, workers) ? still : try family(threads: threads)
    }

    private func family(
        threads: Int, isStill: Bool = false, isBanded: Bool = false
    ) throws -> CompiledFamily {
        try networks.compiled(
            for: size, of: place, threads: threads, precision: resources.precision,
            isStill: isStill, isBanded: isBanded)
    }

    /// In tiles of a side that the user chose.
    private func tiled(_ candidates: [Parallelism], tile: Int) throws -> ResourcePlan {
        guard let cuts = networks.tileMargins else {
            throw RenderError.badOption(
                name: "--tile", found: "\(tile)",
                expected: "none, as \(networks.structureName) sees the whole picture")
        }
        guard tile >= cuts.smallestTile else {
            throw RenderError.badOption(
                name: "--tile", found: "\(tile)",
                expected: "at least \(cuts.smallestTile) pixels for what the network sees, or none")
        }
        var found: TiledFamily?
        var threads = 0
        for candidate in candidates {
            if let found, !fits(found, candidate.workers) { continue }
            if candidate.threads != threads || found == nil {
                threads = candidate.threads
                found = try networks.tiled(
                    width: size.width, height: size.height, tile: tile, margins: cuts,
                    threads: threads, precision: resources.precision)
            }
            if let found, fits(found, candidate.workers) { return result(found, candidate) }
        }
        guard let found, let last = candidates.last else { throw InferenceError.noMembers }
        throw tooLarge(found, last)
    }

    /// The largest tiles that fit; with more workers than need be only tiles that are not mostly overlap.
    private func tiled(
        _ candidates: [Parallelism], _ cuts: TileMargins, _ whole: CompiledFamily
    ) throws -> ResourcePlan {
        var leanest: any FrameFamily = whole
        for candidate in candidates {
            let isLast = candidate == candidates.last
            let smallest = max(cuts.smallestTile, isLast ? 0 : Self.overlapFactor * cuts.margin)
            let share = min(firstTile(whole, candidate.workers), max(size.width, size.height))
            var tile = isLast ? max(share, smallest) : share
            while tile >= smallest {
                let tiled = try networks.tiled(
                    width: size.width, height: size.height, tile: tile, margins: cuts,
                    threads: candidate.threads, precision: resources.precision, sharing: whole)
                if fits(tiled, candidate.workers) { return result(tiled, candidate) }
                if tiled.workerBytes < leanest.workerBytes { leanest = tiled }
                guard tile > smallest else { break }
                tile = max(smallest, min(tile - cuts.alignment, tile * 7 / 8))
            }
        }
        throw tooLarge(leanest, candidates[candidates.count - 1])
    }

    /// Margins in a tile's side, so that at least half of what is computed is kept.
    private static let overlapFactor = 7

    /// A tile whose share of the whole's buffers would fit.
    private func firstTile(_ whole: CompiledFamily, _ workers: Int) -> Int {
        let free = Double(limit.bytes - memory.fixed - whole.memberBytes) / Double(workers)
        let share = max(0, free - Double(memory.perWorker)) / Double(max(whole.workerBytes, 1))
        return Int((share * Double(size.width) * Double(size.height)).squareRoot())
    }

    private func fits(_ family: any FrameFamily, _ workers: Int) -> Bool {
        memory.bytes(of: family, workers: workers) <= limit.bytes
    }

    private func result(_ family: any FrameFamily, _ workforce: Parallelism) -> ResourcePlan {
        ResourcePlan(
            family: family, workers: workforce.workers, threads: workforce.threads,
            memory: MemorySize(bytes: memory.bytes(of: family, workers: workforce.workers)),
            cores: resources.machine.cores, limit: limit)
    }

    private func tooLarge(_ family: any FrameFamily, _ workforce: Parallelism) -> RenderError {
        .memory(
            place: place,
            needed: MemorySize(bytes: memory.bytes(of: family, workers: workforce.workers)),
            limit: limit,
            remedy: resources.workers ?? 1 > 1
                ? "fewer --workers, \(smallerPicture)" : smallerPicture)
    }
}
