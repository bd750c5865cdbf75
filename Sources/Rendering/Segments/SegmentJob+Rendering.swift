import Inference
import Media

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
            let storage = try storage(segments.grid.numbers(of: frames))
            _ = try await Renderer(part).render(progress: progress) { (prepared, storage) }
        }
        return missing.map(\.number)
    }

    private func storage(_ numbers: Range<Int>? = nil) throws -> RenderStorage {
        try RenderStorage(
            plan, segments, in: folder, identity: frozen.identity,
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
        let (report, _) = try await Renderer(plan).render(progress: progress) {
            (try plan.prepared(), try storage())
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
