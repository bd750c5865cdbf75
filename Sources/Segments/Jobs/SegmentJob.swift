import Files
import Imaging
import Inference
import Media
public import Rendering
import Timelines

/// A folder of segments with its frozen plan: the pieces that the machines of a farm call.
public struct SegmentJob: Sendable {
    /// The state of a segment.
    public struct Status: Sendable, Equatable {
        /// Its place in the grid.
        public let number: Int
        /// Its frames that are to be rendered.
        public let frames: Range<Int>
        /// Whether all its images are there.
        public let isComplete: Bool
    }

    /// The plan that was frozen, made again on this machine.
    public let plan: RenderPlan
    /// Where the images are, and the grid.
    public let segments: SegmentPlan
    let frozen: PlanManifest
    let folder: SegmentFolder

    /// Reads a folder's plan and makes it again.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - hash: the first digits of the hash that the plan is expected to have; empty for any.
    /// - Throws: ``RenderError/segmentsMissing(folder:found:expected:)``,
    ///   ``RenderError/badPlan(file:found:expected:)``, ``RenderError/planDiffers(place:fields:)``,
    ///   `FileError` for a plan that is not taken over, and what making a plan throws.
    public init(
        folder path: String, hash: String = "", resources: RenderResources = RenderResources()
    ) throws {
        folder = try SegmentFolder(path: path, isNamed: true)
        frozen = try PlanManifest(in: folder)
        guard frozen.hash.hasPrefix(hash) else {
            throw RenderError.planDiffers(place: path, fields: ["plan \(hash)"])
        }
        plan = try frozen.restored(in: folder, resources: resources)
        segments = SegmentPlan(of: plan, operations: 0)
    }

    /// Freezes a plan for machines of a farm: writes it into the folder of its segments.
    ///
    /// The files of a numbered sequence are read, to know their hashes.
    ///
    /// - Returns: the plan's hash, and its segments.
    /// - Throws: `FileError`, ``RenderError``, `InferenceError`.
    public static func freeze(_ plan: RenderPlan) throws -> (hash: String, segments: SegmentPlan) {
        guard plan.input.path != StandardInput.path else {
            throw RenderError.badOption(
                name: "--input", found: "standard input",
                expected: "a file that every machine can open")
        }
        guard !plan.outputs.contains(where: \.isStandardOutput) else {
            throw RenderError.badOption(
                name: "--output", found: "'-'",
                expected: "files, as machines of a farm have no pipe")
        }
        let segments = SegmentPlan(
            of: plan, operations: try plan.prepared().family.operationCount)
        let folder = try SegmentFolder(of: plan, isForFarm: true)
        _ = try PlanManifest.isThere(in: folder)
        let manifest = try PlanManifest(freezing: plan, segments, isForFarm: true)
        try manifest.write(in: folder)
        return (manifest.hash, segments)
    }

    /// The plan's identity: SHA-256 of all that was frozen.
    public var hash: String { frozen.hash }

    /// The states of the segments.
    ///
    /// - Parameters:
    ///   - numbers: of segments; nil for all.
    ///   - isVerifying: whether images are read and their hash compared.  A segment that is not whole
    ///     loses its sidecar.
    /// - Throws: `FileError`.
    public func statuses(of numbers: [Int]? = nil, isVerifying: Bool = false) throws -> [Status] {
        let chosen = numbers.map { Set($0) }
        let keys = try FrameCacheKeys(plan, frozen.identity, isTrusting: frozen.knowsImages)
        let endMark = try segments.grid.endMark(keys, plan.timeline.frameRate)
        let index = try ImageIndex(folder, plan.storedForm, segments: chosen)
        return try segments.numbers.filter { chosen?.contains($0) ?? true }.map { number in
            let frames = segments.grid.frames(of: number).clamped(to: plan.frames)
            let runs = plan.runs(of: frames)
            let isComplete = try runs.indices.allSatisfy { run in
                guard !runs[run].frames.isEmpty else { return true }
                let key = try keys.key(of: run, in: runs)
                return isVerifying ? index.holds(key) : index.contains(key)
            }
            return Status(
                number: number, frames: frames,
                isComplete: isComplete || index.inputEnded(endMark, in: number))
        }
    }
}

extension SegmentJob {
    /// Renders segments that are not complete; does nothing for those that are.
    ///
    /// Before that, networks, input and this machine's numerics are compared with the plan's.
    ///
    /// - Parameters:
    ///   - numbers: of segments; nil for all.
    ///   - progress: called after every frame.
    /// - Returns: the numbers of segments that were rendered.
    /// - Throws: ``RenderError/planDiffers(place:fields:)``,
    ///   ``RenderError/otherNumerics(place:differences:)``, and what a render throws.
    public func render(
        _ numbers: [Int]? = nil,
        progress: @escaping @Sendable (RenderProgress) -> Void = { _ in }
    ) async throws -> [Int] {
        try check(numbers ?? [])
        let missing = try statuses(of: numbers, isVerifying: true).filter { !$0.isComplete }
        try frozen.check(RenderFingerprint(plan), of: plan, in: folder)
        guard !missing.isEmpty else { return [] }
        let prepared = try plan.prepared(pictures: missing.reduce(0) { $0 + $1.frames.count })
        for frames in missing.map(\.frames).joined() {
            let part = plan.part(frames)
            let store = try store(segments.grid.numbers(of: frames))
            _ = try await Renderer(part).render(progress: progress, isContinuing: { false }) {
                (prepared, store)
            }
        }
        return missing.map(\.number)
    }

    private func store(_ numbers: Range<Int>? = nil) throws -> SegmentStore {
        guard let share = SharedFolderLock(folder.files) else {
            throw SegmentFolder.missing(folder.path)
        }
        return try SegmentStore(
            plan, segments.grid, in: folder, share, identity: frozen.identity,
            reading: numbers.map { Set($0) })
    }

    private func check(_ numbers: [Int]) throws(RenderError) {
        guard let wrong = numbers.first(where: { !segments.numbers.contains($0) }) else { return }
        throw .badOption(
            name: "segment", found: "\(wrong)",
            expected: "\(segments.numbers.lowerBound) to \(segments.numbers.upperBound - 1)")
    }

    /// Makes the outputs of the segments, all of which have to be complete, and removes these then
    /// unless they are to be kept.
    ///
    /// - Returns: nil when the outputs of an earlier stitch are there, as they were written.
    /// - Throws: ``RenderError/segmentsMissing(folder:found:expected:)``, and what a render throws.
    public func stitch(
        progress: @escaping @Sendable (RenderProgress) -> Void = { _ in }
    ) async throws -> RenderReport? {
        if try StitchRecord(in: folder)?.isTrue(of: self) ?? false { return nil }
        let missing = try statuses(isVerifying: true).filter { !$0.isComplete }.map(\.number)
        guard missing.isEmpty else {
            throw RenderError.segmentsMissing(
                folder: folder.path, found: missing.listed,
                expected: "all \(segments.numbers.count), by 'segue segments render'")
        }
        let report = try await Renderer(plan).render(
            progress: progress, isContinuing: { PlanManifest.isThere(of: plan) }
        ) {
            (try plan.prepared(), try store())
        }
        try StitchRecord(of: self).write(in: folder)
        if !plan.storage.isKept { folder.removeSegments() }
        return report
    }
}

extension [Range<Int>] {
    /// Ranges with those that follow one another joined.
    fileprivate func joined() -> [Range<Int>] {
        reduce(into: []) { ranges, range in
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
    }
}

extension [Int] {
    /// `segment 3 is missing`, or `segments 3, 5, 6 and 12 more are missing`.
    fileprivate var listed: String {
        guard count > 1 else { return "segment \(self.first ?? 0) is missing" }
        let shown = prefix(10).map(String.init).joined(separator: ", ")
        return "segments \(shown)\(count > 10 ? " and \(count - 10) more" : "") are missing"
    }
}
