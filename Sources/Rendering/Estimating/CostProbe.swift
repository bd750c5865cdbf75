import Imaging
import Inference
import Media

/// What was learnt from rendering a few frames of a plan.
struct CostProbe: Sendable {
    /// Frames that were rendered at the real size.
    let frames: Int
    /// Wall time of a picture with all workers busy, over the number of workers.
    let secondsPerPicture: Double
    /// Pictures of the real size, and small ones of the same mixtures, in one order.
    let samples: [(real: Image, small: Image)]
    /// A part of the film.
    let film: ThumbnailVideo
    /// Its nodes' pictures.
    let pictures: [Int: Image]

    /// Frames of the real size that show what a frame takes and looks like.
    private static let sampleCount = 3
    /// A trial that is over sooner is gone through again: its first round touches memory first and
    /// computes what a still's frames have in common.
    private static let shortest = Duration.seconds(1)
    private static let mostRounds = 4
    /// Pixels of a small picture's shorter side at least.
    private static let smallestSide = 96.0

    /// Renders at least three frames of a plan, or one for every worker where there are more of these,
    /// and small pictures that take about as long as two of them.
    ///
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    init(_ plan: RenderPlan, _ prepared: ResourcePlan) async throws {
        let film = ThumbnailVideo(plan)
        self.film = film
        let jobs = try Self.jobs(plan, film)
        guard !jobs.isEmpty else {
            throw RenderError.inputTooShort(
                file: plan.input.path, firstFrame: plan.frames.lowerBound)
        }
        let chosen = Self.samples(of: jobs.count).map { jobs[$0] }
        let (real, frames, seconds) = try await Self.measure(chosen, plan, prepared)
        (self.frames, secondsPerPicture) = (frames, seconds)
        let small = try await Self.smallPictures(of: jobs, plan, prepared)
        pictures = small
        samples = chosen.compactMap { job in
            guard let real = real[job.run], let small = small[job.run] else { return nil }
            return (real, small)
        }
    }

    /// The nodes of the film with their pictures; fewer where the input ends early.
    private static func jobs(_ plan: RenderPlan, _ film: ThumbnailVideo) throws -> [ProbeRun.Job] {
        var feed = try InputFrames(plan)
        return try film.nodes.compactMap { node in
            let run = film.runs[node]
            return try feed.input(ofFrame: run.frames.lowerBound).map {
                ProbeRun.Job(run: node, input: $0, mixtures: run.mixtures)
            }
        }
    }

    /// Of so many nodes the first, the middle and the last of three thirds' middles.
    private static func samples(of count: Int) -> [Int] {
        Set((0..<sampleCount).map { (2 * $0 + 1) * count / (2 * sampleCount) }).sorted()
    }

    /// Renders frames until each was rendered and every worker had one, and goes on while that is
    /// quickly done.
    private static func measure(
        _ jobs: [ProbeRun.Job], _ plan: RenderPlan, _ prepared: ResourcePlan
    ) async throws -> (pictures: [Int: Image], frames: Int, seconds: Double) {
        let workers = try (0..<prepared.workers).map { _ in
            try FrameRenderer(plan, of: prepared.family)
        }
        let (run, clock) = (ProbeRun(workers), ContinuousClock())
        let least = (sampleCount - 1) / workers.count + 1
        var (pictures, times): ([Int: Image], [Duration]) = ([:], [])
        let start = clock.now
        while times.count < least
            || times.count < mostRounds && clock.now - start < shortest
        {
            let first = times.count * workers.count
            let round = workers.indices.map { jobs[(first + $0) % jobs.count] }
            let begin = clock.now
            for (run, picture) in try await run.round(round) { pictures[run] = picture }
            times.append(clock.now - begin)
        }
        let counted = times.count > 1 ? times.dropFirst() : times[...]
        let mean = counted.reduce(.zero, +) / counted.count / .seconds(1)
        return (pictures, times.count * workers.count, mean / Double(workers.count))
    }

    /// The nodes' pictures, small.
    private static func smallPictures(
        of jobs: [ProbeRun.Job], _ plan: RenderPlan, _ prepared: ResourcePlan
    ) async throws -> [Int: Image] {
        let (width, height) = (Double(plan.pictureSize.width), Double(plan.pictureSize.height))
        // But not so small that nothing is left of them.
        let scale = max(
            min(0.5, (2 / Double(jobs.count)).squareRoot()), smallestSide / min(width, height))
        let (family, size) = try plan.smallFamily(scale: scale)
        let workers = try (0..<min(prepared.workers, jobs.count)).map { _ in
            try FrameRenderer(plan, of: family)
        }
        let small = try jobs.map { job in
            var job = job
            job.input.image = try job.input.image.resized(to: size)
            return job
        }
        return try await ProbeRun(workers).pictures(small)
    }
}
