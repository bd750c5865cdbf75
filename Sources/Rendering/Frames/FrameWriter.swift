import Files
import Formats
import Imaging
import Media

/// Hands finished images to the outputs and the store, and counts the frames.
struct FrameWriter: Sendable {
    private let plan: RenderPlan
    private let outputs: [OutputWriter]
    private let store: (any FrameStore)?
    /// Of each output; nil for those that carry none.
    private var recipes: [OutputRecipe?]
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var frames = 0
    private var restoredFrames = 0

    /// The clock runs from here on.
    init(
        _ plan: RenderPlan, to outputs: [OutputWriter], store: (any FrameStore)?,
        recipes: [OutputRecipe?]
    ) {
        self.plan = plan
        self.outputs = outputs
        self.store = store
        self.recipes = recipes
        for (output, recipe) in zip(outputs, recipes) {
            if let blank = recipe?.blank { output.sink.carry(recipe: blank) }
        }
        start = clock.now
    }

    /// Writes one image as often as its frames show it, and stores it before that.
    ///
    /// - Parameters:
    ///   - key: its own; nil where neither the store nor an output asks for it.
    ///   - isRestored: whether it was taken from the store, and so is not stored again.
    mutating func deliver(
        _ image: Image, frames shown: Range<Int>, key: Digest?, isRestored: Bool,
        _ progress: (RenderProgress) -> Void
    ) throws {
        if let store, let key, !isRestored {
            try estimating(storedImage: store.imageBytes) {
                try store.write(image, key: key, frame: shown.lowerBound)
            }
        }
        let levels = hasLevels ? image.roundedTo16Bits() : image
        let sized = try outputs.map { writer in
            let image = writer.output.format.holdsExtendedRange ? image : levels
            return (
                writer.sink, try writer.output.sized(image, over: plan.background),
                try key.flatMap { try writer.key(of: $0) }
            )
        }
        for index in recipes.indices { recipes[index]?.begin() }
        for frame in shown {
            for (index, (sink, image, key)) in sized.enumerated() {
                let recipe = try recipes[index]?.text(ofFrame: frame, image)
                try estimating { try sink.write(image, key: key, recipe: recipe) }
            }
            count(isRestored: isRestored, progress)
        }
    }

    /// Whether an output is to have the 16-bit levels of floats, as it would have without the others.
    private var hasLevels: Bool {
        plan.samples == .float32 && outputs.contains { !$0.output.format.holdsExtendedRange }
    }

    /// Passes over frames that all outputs have from an earlier run.
    mutating func pass(frames shown: Range<Int>, _ progress: (RenderProgress) -> Void) throws {
        for _ in shown {
            for output in outputs { try output.sink.pass() }
            count(isRestored: true, progress)
        }
    }

    private mutating func count(isRestored: Bool, _ progress: (RenderProgress) -> Void) {
        frames += 1
        if isRestored { restoredFrames += 1 }
        progress(
            RenderProgress(
                frames: frames, restoredFrames: restoredFrames,
                frameCount: plan.frames.count, elapsed: clock.now - start))
    }

    /// Throws where an output keeps frames by their keys and finds another in the place of one.
    ///
    /// - Parameter keys: of the runs' images.
    /// - Returns: the runs whose frames all outputs seem to have from an earlier run.
    func checkFree(
        _ runs: ArraySlice<FrameRun>, keys: (Int) throws -> Digest
    ) throws -> Set<Int> {
        var found: Set<Int> = []
        for index in runs.indices {
            var isThere = !runs[index].frames.isEmpty
            for frame in runs[index].frames {
                for output in outputs {
                    let key = try output.key(of: keys(index))
                    let number = frame - plan.frames.lowerBound
                    let isFrame = try key.map { try output.sink.checkFree(frame: number, key: $0) }
                    isThere = isThere && isFrame == true
                }
            }
            if isThere { found.insert(index) }
        }
        return found
    }

    /// Whether all outputs have frames from an earlier run, whole.
    ///
    /// - Parameter key: of the networks' image.
    func haveAll(frames shown: Range<Int>, key: Digest) throws -> Bool {
        try outputs.allSatisfy { output in
            guard let key = try output.key(of: key) else { return false }
            return shown.allSatisfy {
                output.sink.holds(frame: $0 - plan.frames.lowerBound, key: key)
            }
        }
    }

    /// Completes the outputs side by side; fewer frames than planned are said, none at all for an output
    /// is an error.  An output that is whole stays, also when another fails.
    func finish(_ sampler: AdaptiveSampler, notices: [String]) async throws -> RenderReport {
        guard frames > 0 || outputs.isEmpty else {
            throw RenderError.inputTooShort(
                file: plan.input.path, firstFrame: plan.frames.lowerBound)
        }
        try Task.checkCancellation()
        try storeRest()
        for (output, recipe) in zip(outputs, recipes) {
            if let text = try recipe?.text() { output.sink.carry(recipe: text) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for output in outputs { group.addTask { try estimating { try output.sink.finish() } } }
            try await group.waitForAll()
        }
        return RenderReport(
            frames: frames, restoredFrames: restoredFrames, inferences: sampler.inferences,
            blendedFrames: sampler.blendedFrames, largestDifference: sampler.largestDifference,
            elapsed: clock.now - start, paths: plan.outputs.map(\.path),
            notices: shortage + outputs.flatMap(\.notices) + recipes.compactMap { $0?.notice }
                + notices)
    }

    /// Completes the stored images where they are to stay: else the outputs are about to be whole, and
    /// if that fails the renderer completes what it can.
    private func storeRest() throws {
        guard let store, outputs.isEmpty || plan.storage.isKept else { return }
        let end = plan.frames.lowerBound + frames
        try store.finish(inputEnd: end < plan.frames.upperBound ? end : nil)
    }

    /// Says of a full disk how much is missing.
    ///
    /// - Parameter bytes: of a stored image, where that is written.
    private func estimating(storedImage bytes: Int? = nil, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch FileError.diskFull(let path, let reason, let written) {
            let total = plan.frames.count
            let done = bytes == nil ? written.frames : frames
            let missing =
                bytes.map { $0 * (total - done) } ?? written.needed(frames: total - done)
            guard let missing else {
                throw FileError.diskFull(path: path, reason: reason, written: written)
            }
            throw RenderError.diskFull(
                place: path, reason: reason, frames: done, of: total,
                missing: MemorySize(bytes: missing))
        }
    }

    private var shortage: [String] {
        let missing = plan.frames.count - frames
        guard missing > 0 else { return [] }
        return [
            "\(plan.input.path): the film ended \(missing) frame\(missing == 1 ? "" : "s") before "
                + "the \(plan.frames.count) planned; the result has \(frames)"
        ]
    }
}
