import Files
import Imaging
import Inference
import Media

/// Does what ``AdaptiveSampler`` decides: gives workers their pictures and holds what they compute.
struct FrameScheduler {
    /// A piece of work that a task of its own can do.
    typealias Work = @Sendable () async throws -> Outcome

    /// The outcome of a piece of work.
    enum Outcome: Sendable {
        /// A stretch's picture, of 16 bits, and the worker that is free again.
        case computed(Int, Image, FrameRenderer)
        /// A stretch's picture from the store; nil where it is there no more.
        case restored(Int, Image?)
        /// Whether all outputs have a stretch's frames from an earlier run.
        case found(Int, Bool)
        /// The largest difference of a gap's middle from the blend of its ends, levels of 255.
        case compared(BlendInterval, difference: Double)
        /// The outputs after one more stretch.
        case shown(FrameWriter)
        /// A segment is durable.
        case stored
    }

    private let progress: @Sendable (RenderProgress) -> Void
    private var inputFrames: InputFrames
    private var delivery: FrameWriter
    private var sampler: AdaptiveSampler
    private var idle: [FrameRenderer]
    /// By stretch; an equal picture of two stretches is in memory once.
    private var pictures: [Int: Image] = [:]
    private let storage: RenderStorage?
    /// What pictures are called in the store and in outputs that keep frames by their keys.
    private let pictureKeys: FrameCacheKeys?
    /// By stretch, the keys of pictures that are there or under way.
    private var keys: [Int: Digest] = [:]
    /// Stretches whose pictures came from the store.
    private var restored: Set<Int> = []
    /// Stretches whose frames all outputs seem to have, and have not been looked at.
    private var expected: Set<Int> = []
    /// Stretches without a picture, whose frames all outputs have.
    private var passed: Set<Int> = []
    /// Whether a segment is on its way to the disk.
    private var isStoring = false

    /// Makes the workers.
    init(
        _ plan: RenderPlan, _ prepared: ResourcePlan, from inputFrames: InputFrames,
        to delivery: FrameWriter, storage: RenderStorage?,
        _ progress: @escaping @Sendable (RenderProgress) -> Void
    ) throws {
        self.progress = progress
        self.inputFrames = inputFrames
        self.delivery = delivery
        self.storage = storage
        let stretches = plan.stretches
        let workers = prepared.workers
        sampler = AdaptiveSampler(
            stretches, tolerance: plan.tolerance,
            lookahead: AdaptiveSampler.lookahead(for: stretches, workers: workers),
            stored: try storage?.stored(of: stretches) ?? [])
        pictureKeys = try storage?.keys ?? plan.outputKeys()
        if let pictureKeys {
            // The files of a sequence would all be read for it.
            let known = pictureKeys.isQuick ? stretches[...] : stretches.prefix(1)
            let there = try delivery.checkFree(known) { try pictureKeys.key(of: $0, in: stretches) }
            // The store wants all pictures; others are blended or shown again.
            let isAlone = storage == nil && plan.tolerance == 0
            expected = there.filter {
                isAlone && stretches[$0].source == nil && !stretches[$0].isKept
            }
        }
        idle = try (0..<workers).map { _ in try FrameRenderer(plan, of: prepared.family) }
    }

    /// The next piece of work; nil when there is none before one that is under way is done.
    mutating func nextWork() throws -> Work? {
        if let work = storing() { return work }
        if isStoring, let storage, storage.writer.waiting > 0 {
            // A slow disk: what is not durable yet would be lost with the process.
            return nil
        }
        while let action = sampler.next(canCompute: !idle.isEmpty) {
            switch action {
            case .compute(let index):
                if let work = try computing(index) { return work }
                sampler.end(before: index)
            case .reuse(let index, let source):
                pictures[index] = pictures[source]
                if restored.contains(source) { restored.insert(index) }
            case .compare(let gap): return try comparing(gap)
            case .show(let index, let blend):
                if let work = try showing(index, blend) { return work }
                sampler.shown()
            case .release(let index): release(index)
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
            sampler.computed(index)
        case .restored(let index, let picture?):
            pictures[index] = picture
            restored.insert(index)
            sampler.computed(index, isRestored: true)
        case .restored(let index, nil): sampler.lost(index)
        case .found(let index, true):
            passed.insert(index)
            sampler.computed(index, isRestored: true)
        case .found(let index, false): sampler.lost(index)
        case .stored: isStoring = false
        case .compared(let gap, let difference): sampler.compared(gap, difference: difference)
        case .shown(let delivery):
            self.delivery = delivery
            sampler.shown()
        }
    }

    /// Completes the outputs.
    func finish(notices: [String]) async throws -> RenderReport {
        try await delivery.finish(sampler, notices: notices + inputFrames.notices)
    }

    /// Runs a network, or reads what one has made.
    private mutating func computing(_ index: Int) throws -> Work? {
        let stretch = sampler.stretches[index]
        if let storage, let key = try key(index), storage.store.contains(key) {
            return { .restored(index, storage.store.picture(key)) }
        }
        if expected.remove(index) != nil, let key = try key(index) {
            return { [delivery] in
                .found(index, try delivery.haveAll(frames: stretch.frames, key: key))
            }
        }
        guard let picture = try inputFrames.picture(ofFrame: stretch.frames.lowerBound) else {
            return nil
        }
        let worker = idle.removeLast()
        return {
            let result = try worker.render(picture, stretch.mixtures)
            return .computed(index, result.roundedTo16Bits(), worker)
        }
    }

    private mutating func key(_ index: Int) throws -> Digest? {
        if let key = keys[index] { return key }
        keys[index] = try pictureKeys?.key(of: index, in: sampler.stretches)
        return keys[index]
    }

    /// Makes a finished segment durable, one at a time.
    private mutating func storing() -> Work? {
        guard let storage, !isStoring, let segment = storage.writer.takeFinished() else {
            return nil
        }
        isStoring = true
        return {
            try await storage.writer.completeAside(segment)
            return .stored
        }
    }

    private mutating func release(_ index: Int) {
        pictures[index] = nil
        keys[index] = nil
        restored.remove(index)
        passed.remove(index)
    }

    private func comparing(_ gap: BlendInterval) throws -> Work {
        let (from, to) = (try picture(gap.blend.from), try picture(gap.blend.to))
        let middle = try picture(gap.middle)
        return {
            let difference = middle.largestDifference(
                fromBlendOf: from, with: to, share: gap.blend.share)
            return .compared(gap, difference: Double(difference) * 255)
        }
    }

    /// Nil for a stretch without frames.
    private mutating func showing(_ index: Int, _ blend: FrameBlend?) throws -> Work? {
        let frames = sampler.stretches[index].frames
        guard !frames.isEmpty else { return nil }
        let progress = progress
        if passed.contains(index) {
            return { [delivery] in
                var delivery = delivery
                try delivery.pass(frames: frames, progress)
                return .shown(delivery)
            }
        }
        let blend = blend ?? FrameBlend(from: index, to: index, share: 0)
        let (from, to) = (try picture(blend.from), try picture(blend.to))
        let isRestored = restored.contains(index)
        let key = try key(index)
        return { [delivery] in
            var delivery = delivery
            let picture =
                blend.share > 0
                ? from.blended(with: to, share: blend.share).roundedTo16Bits() : from
            try delivery.deliver(
                picture, frames: frames, key: key, isRestored: isRestored, progress)
            return .shown(delivery)
        }
    }

    /// Throws ``RenderError/lostImage(frame:)`` rather than end the process: what is rendered is then kept.
    private func picture(_ index: Int) throws -> Image {
        guard let picture = pictures[index] else {
            throw RenderError.lostImage(frame: sampler.stretches[index].frames.lowerBound)
        }
        return picture
    }
}
