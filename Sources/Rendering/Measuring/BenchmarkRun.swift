import Imaging
import Inference

/// Frames given to workers as they become free.
struct BenchmarkRun: Sendable {
    let path: MixturePath
    let pictures: TestPictures
    let isStill: Bool

    /// Every worker's first frame, which fills caches and touches memory, and the start of the clocks.
    func warmUp(_ workers: [Worker]) async throws {
        let picture = try pictures.picture(ofFrame: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers {
                group.addTask {
                    _ = try worker.render(picture, weights: path.start)
                    worker.startTimes()
                }
            }
            try await group.waitForAll()
        }
    }

    /// Renders all frames and answers the time from the first one's start to the last one's end.
    func render(with workers: [Worker]) async throws -> Duration {
        let still = isStill ? try pictures.picture(ofFrame: 0) : nil
        var idle = workers
        var frames = 0..<path.frames
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Worker.self) { group in
            var running = 0
            while true {
                while let worker = idle.last, let frame = frames.first {
                    let picture = try still ?? pictures.picture(ofFrame: frame)
                    idle.removeLast()
                    frames.removeFirst()
                    running += 1
                    group.addTask {
                        _ = try worker.render(picture, weights: path.weights(ofFrame: frame))
                        return worker
                    }
                }
                guard running > 0, let worker = try await group.next() else { break }
                try Task.checkCancellation()
                running -= 1
                idle.append(worker)
            }
        }
        return ContinuousClock.now - start
    }
}
