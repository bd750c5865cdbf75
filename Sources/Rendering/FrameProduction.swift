import Imaging
import Inference

/// Does what ``PathSampling`` decides: gives workers their pictures and holds what they compute.
struct FrameProduction {
    /// A piece of work that a task of its own can do.
    typealias Work = @Sendable () throws -> Outcome

    /// What came of a piece of work.
    enum Outcome: Sendable {
        /// A stretch's picture, not clipped to 0…1, and the worker that is free again.
        case computed(Int, Image, any FrameWorker)
        /// The largest difference of a gap's middle from the blend of its ends, levels of 255.
        case compared(Gap, difference: Double)
        /// The outputs after one more stretch.
        case shown(FrameDelivery)
    }

    private let progress: @Sendable (RenderProgress) -> Void
    private var feed: PictureFeed
    private var delivery: FrameDelivery
    private var sampling: PathSampling
    private var idle: [any FrameWorker]
    /// By stretch; an equal picture of two stretches is in memory once.
    private var pictures: [Int: Image] = [:]

    /// Compiles the family and makes the workers.
    init(
        _ plan: RenderPlan, from feed: PictureFeed, to outputs: [OpenOutput],
        _ progress: @escaping @Sendable (RenderProgress) -> Void
    ) throws {
        self.progress = progress
        self.feed = feed
        delivery = FrameDelivery(plan, to: outputs)
        let stretches = plan.stretches
        let prepared = try plan.prepared()
        let workers = prepared.workers
        sampling = PathSampling(
            stretches, tolerance: plan.tolerance,
            lookahead: PathSampling.lookahead(for: stretches, workers: workers))
        idle = try (0..<workers).map { _ in try prepared.family.makeFrameWorker() }
    }

    /// The next piece of work; nil when there is none before one that is under way is done.
    mutating func nextWork() throws -> Work? {
        while let action = sampling.next(canCompute: !idle.isEmpty) {
            switch action {
            case .compute(let index):
                if let work = try computing(index) { return work }
                sampling.end(before: index)
            case .reuse(let index, let source): pictures[index] = pictures[source]
            case .compare(let gap): return comparing(gap)
            case .show(let index, let blend): return showing(index, blend)
            case .release(let index): pictures[index] = nil
            }
        }
        return nil
    }

    /// Takes what came of a piece of work.
    mutating func take(_ outcome: Outcome) {
        switch outcome {
        case .computed(let index, let picture, let worker):
            pictures[index] = picture
            idle.append(worker)
            sampling.computed(index)
        case .compared(let gap, let difference): sampling.compared(gap, difference: difference)
        case .shown(let delivery):
            self.delivery = delivery
            sampling.shown()
        }
    }

    /// Completes the outputs.
    func finish(notices: [String]) async throws -> RenderReport {
        try await delivery.finish(sampling, notices: notices + feed.notices)
    }

    private mutating func computing(_ index: Int) throws -> Work? {
        let stretch = sampling.stretches[index]
        guard let picture = try feed.picture(ofFrame: stretch.frames.lowerBound) else {
            return nil
        }
        let worker = idle.removeLast()
        return {
            .computed(index, try worker.render(picture, weights: stretch.weights), worker)
        }
    }

    private func comparing(_ gap: Gap) -> Work {
        let (from, to) = (picture(gap.blend.from), picture(gap.blend.to))
        let middle = picture(gap.middle)
        return {
            let difference = middle.largestDifference(
                fromBlendOf: from, with: to, share: gap.blend.share)
            return .compared(gap, difference: Double(difference) * 255)
        }
    }

    private func showing(_ index: Int, _ blend: Blend?) -> Work {
        let blend = blend ?? Blend(from: index, to: index, share: 0)
        let (from, to) = (picture(blend.from), picture(blend.to))
        let (frames, progress) = (sampling.stretches[index].frames.count, progress)
        return { [delivery] in
            var delivery = delivery
            let picture = blend.share > 0 ? from.blended(with: to, share: blend.share) : from
            try delivery.deliver(picture, times: frames, progress)
            return .shown(delivery)
        }
    }

    private func picture(_ index: Int) -> Image {
        guard let picture = pictures[index] else {
            preconditionFailure("FrameProduction: a picture that was let go is needed")
        }
        return picture
    }
}
