import Files
import Imaging
import Inference
import Media

/// Does what ``AdaptiveSampler`` decides: gives workers their images, and holds what they compute.
struct FrameScheduler {
    /// A piece of work that a task of its own can do.
    typealias Work = @Sendable () async throws -> Outcome

    /// The outcome of a piece of work.
    enum Outcome: Sendable {
        /// A run's image, in the plan's form, and the worker that is free again.
        case computed(Int, Image, FrameRenderer)
        /// A run's image from the store; nil where it is there no more.
        case restored(Int, Image?)
        /// Whether all outputs have a run's frames from an earlier run.
        case found(Int, Bool)
        /// The largest difference of an interval's middle from the blend of its ends, levels of 255.
        case compared(AdaptiveSampler.Interval, difference: Double)
        /// The outputs after one more run.
        case shown(FrameWriter)
        /// Stored images are durable.
        case stored
    }

    private let progress: @Sendable (RenderProgress) -> Void
    private let samples: SampleForm
    private var inputFrames: InputFrames
    private var writer: FrameWriter
    private var sampler: AdaptiveSampler
    private var idle: [FrameRenderer]
    /// By run; an equal image of two runs is in memory once.
    private var images: [Int: Image] = [:]
    private let store: (any FrameStore)?
    /// What images are called in the store and in outputs that keep frames by their keys.
    private let cacheKeys: FrameCacheKeys?
    /// By run, the keys of images that are there or under way.
    private var keys: [Int: Digest] = [:]
    /// Runs whose images came from the store.
    private var restored: Set<Int> = []
    /// Runs whose frames all outputs seem to have, and have not been looked at.
    private var expected: Set<Int> = []
    /// Runs without an image, whose frames all outputs have.
    private var passed: Set<Int> = []
    /// Whether images are on their way to the disk.
    private var isStoring = false

    /// Makes the workers.
    init(
        _ plan: RenderPlan, _ prepared: ResourcePlan, from inputFrames: InputFrames,
        to writer: FrameWriter, store: (any FrameStore)?, keys: FrameCacheKeys?,
        _ progress: @escaping @Sendable (RenderProgress) -> Void
    ) throws {
        self.progress = progress
        samples = plan.samples
        self.inputFrames = inputFrames
        self.writer = writer
        self.store = store
        let runs = plan.runs(of: plan.frames)
        let workers = prepared.workers
        sampler = AdaptiveSampler(
            runs, tolerance: plan.tolerance,
            lookahead: AdaptiveSampler.lookahead(for: runs, workers: workers),
            stored: try store?.stored(of: runs) ?? [])
        cacheKeys = store != nil || plan.hasFrameKeys ? keys : nil
        if let cacheKeys {
            // The files of a sequence would all be read for it.
            let known = cacheKeys.isQuick ? runs[...] : runs.prefix(1)
            let there = try writer.checkFree(known) { try cacheKeys.key(of: $0, in: runs) }
            // The store wants all images; others are blended or shown again.
            let isAlone = store == nil && plan.tolerance == 0
            expected = there.filter {
                isAlone && runs[$0].source == nil && !runs[$0].isKept
            }
        }
        let covers = try [RegionCover](of: plan, size: prepared.family.imageSize)
        idle = try (0..<workers).map { _ in
            try FrameRenderer(plan, of: prepared.family, covers: covers)
        }
    }

    /// The next piece of work; nil when there is none before one that is under way is done.
    mutating func nextWork() throws -> Work? {
        if let work = storing() { return work }
        if isStoring, store?.isWaiting == true {
            // A slow disk: what is not durable yet would be lost with the process.
            return nil
        }
        while let action = sampler.next(canCompute: !idle.isEmpty) {
            switch action {
            case .compute(let index):
                if let work = try computing(index) { return work }
                sampler.end(before: index)
            case .reuse(let index, let source):
                images[index] = images[source]
                if restored.contains(source) { restored.insert(index) }
            case .compare(let interval): return try comparing(interval)
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
        case .computed(let index, let image, let worker):
            images[index] = image
            idle.append(worker)
            sampler.computed(index)
        case .restored(let index, let image?):
            images[index] = image
            restored.insert(index)
            sampler.computed(index, isRestored: true)
        case .restored(let index, nil): sampler.lost(index)
        case .found(let index, true):
            passed.insert(index)
            sampler.computed(index, isRestored: true)
        case .found(let index, false): sampler.lost(index)
        case .stored: isStoring = false
        case .compared(let interval, let difference):
            sampler.compared(interval, difference: difference)
        case .shown(let writer):
            self.writer = writer
            sampler.shown()
        }
    }

    /// Completes the outputs.
    func finish(notices: [String]) async throws -> RenderReport {
        try await writer.finish(sampler, notices: notices + inputFrames.notices)
    }

    /// Runs a network, or reads what one has made.
    private mutating func computing(_ index: Int) throws -> Work? {
        let run = sampler.runs[index]
        if let store, let key = try key(index), store.contains(key) {
            return { .restored(index, store.image(key)) }
        }
        if expected.remove(index) != nil, let key = try key(index) {
            return { [writer] in
                .found(index, try writer.haveAll(frames: run.frames, key: key))
            }
        }
        guard let input = try inputFrames.input(ofFrame: run.frames.lowerBound) else {
            return nil
        }
        let worker = idle.removeLast()
        return { [samples] in
            let result = try worker.render(input, run.mixtures)
            return .computed(index, samples.rounded(result), worker)
        }
    }

    private mutating func key(_ index: Int) throws -> Digest? {
        if let key = keys[index] { return key }
        keys[index] = try cacheKeys?.key(of: index, in: sampler.runs)
        return keys[index]
    }

    /// Makes stored images durable, one lot at a time.
    private mutating func storing() -> Work? {
        guard !isStoring, let complete = store?.completion() else { return nil }
        isStoring = true
        return {
            try await complete()
            return .stored
        }
    }

    private mutating func release(_ index: Int) {
        images[index] = nil
        keys[index] = nil
        restored.remove(index)
        passed.remove(index)
    }

    private func comparing(_ interval: AdaptiveSampler.Interval) throws -> Work {
        let (from, to) = (try image(interval.blend.from), try image(interval.blend.to))
        let middle = try image(interval.middle)
        return {
            let difference = middle.largestDifference(
                fromBlendOf: from, with: to, share: interval.blend.share)
            return .compared(interval, difference: Double(difference) * 255)
        }
    }

    /// Nil for a run without frames.
    private mutating func showing(_ index: Int, _ blend: FrameBlend?) throws -> Work? {
        let frames = sampler.runs[index].frames
        guard !frames.isEmpty else { return nil }
        let progress = progress
        if passed.contains(index) {
            return { [writer] in
                var writer = writer
                try writer.pass(frames: frames, progress)
                return .shown(writer)
            }
        }
        let blend = blend ?? FrameBlend(from: index, to: index, share: 0)
        let (from, to) = (try image(blend.from), try image(blend.to))
        let isRestored = restored.contains(index)
        let key = try key(index)
        return { [writer, samples] in
            var writer = writer
            let image =
                blend.share > 0
                ? samples.rounded(from.blended(with: to, share: blend.share)) : from
            try writer.deliver(
                image, frames: frames, key: key, isRestored: isRestored, progress)
            return .shown(writer)
        }
    }

    /// Throws ``RenderError/lostImage(frame:)`` rather than end the process: what is rendered is then kept.
    private func image(_ index: Int) throws -> Image {
        guard let image = images[index] else {
            throw RenderError.lostImage(frame: sampler.runs[index].frames.lowerBound)
        }
        return image
    }
}
