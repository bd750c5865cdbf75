import Imaging
import Inference
import Timelines

/// Runs workers side by side on pictures of a plan.
struct ProbeRun: Sendable {
    /// The work of one worker.
    struct Job: Sendable {
        /// The run in a ``ThumbnailVideo`` that it is for.
        let run: Int
        var input: FrameInput
        let mixtures: FrameMixtures
    }

    private let workers: [FrameRenderer]

    init(_ workers: [FrameRenderer]) { self.workers = workers }

    /// Does all jobs, each worker one at a time; answers the pictures, of 16 bits, by their runs.
    func pictures(_ jobs: [Job]) async throws -> [Int: Image] {
        var pictures: [Int: Image] = [:]
        var rest = jobs[...]
        while !rest.isEmpty {
            let round = rest.prefix(workers.count)
            rest = rest.dropFirst(workers.count)
            for (run, picture) in try await self.round(Array(round)) {
                pictures[run] = picture
            }
        }
        return pictures
    }

    /// Gives every worker one job; answers when the last is done.
    func round(_ jobs: [Job]) async throws -> [(Int, Image)] {
        try Task.checkCancellation()
        return try await withThrowingTaskGroup(of: (Int, Image).self) { group in
            for (worker, job) in zip(workers, jobs) {
                group.addTask {
                    let picture = try worker.render(job.input, job.mixtures)
                    return (job.run, picture.roundedTo16Bits())
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
