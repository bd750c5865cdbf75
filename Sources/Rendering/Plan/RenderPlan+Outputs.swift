import Files
import Formats
import Glibc
import Inference
import Media
import Networks
import Presets
import Timelines

extension RenderPlan {
    /// Creates the outputs beside their final names: all of them, or none.
    ///
    /// - Parameter isContinuing: whether an earlier run of this plan may have made an output that is there.
    func openOutputs(_ isContinuing: () -> Bool) throws -> [OutputWriter] {
        var open: [OutputWriter] = []
        do {
            for output in outputs {
                open.append(
                    try OutputWriter(
                        output, frameRate: timeline.frameRate,
                        sound: try shownSound(), accompaniment: shownAccompaniment,
                        firstNumber: output.numbers(of: frames).lowerBound,
                        removesLater: overwrite && options.frames == nil
                    ) { existing(output, isContinuing) })
            }
        } catch {
            for output in open { output.cancel() }
            throw error
        }
        return open
    }

    /// The sound of the frames; nil for silence.
    private func shownSound() throws -> Sound? {
        try sound?.from(timeline.frameRate.time(ofFrame: frames.lowerBound))
    }

    /// What else goes with the frames.
    private var shownAccompaniment: Accompaniment {
        guard let start = try? timeline.frameRate.time(ofFrame: frames.lowerBound),
            let end = try? timeline.frameRate.time(ofFrame: frames.upperBound)
        else { return Accompaniment() }
        return accompaniment.shown(
            from: start, to: end, at: timeline.frameRate, of: input.frameRate)
    }

    /// What is said of what no output keeps.
    var accompanimentNotice: String? {
        let held = outputs.reduce(into: Set<FormatTrack>()) {
            $0.formUnion(type(of: $1.format.traits).tracks)
        }
        guard !outputs.isEmpty,
            let notice = shownAccompaniment.notice(of: input.accompaniment, holding: held)
        else { return nil }
        return "\(input.path): \(notice)"
    }

    /// What happens to a file that is there: without being asked to, only one of an earlier run of the
    /// plan is replaced or kept.
    ///
    /// Files that carry frame keys show it themselves.
    private func existing(_ output: Output, _ isContinuing: () -> Bool) -> ExistingOutput {
        if overwrite { return .replace }
        let first = output.numbers(of: frames).lowerBound
        let writer = type(of: output.format.writer)
        if let canResume = writer.canResume(path: output.path, firstNumber: first) {
            return canResume ? .acceptEqual : .refuse
        }
        let file = SequencePattern(output.path)?.path(first) ?? output.path
        return access(file, F_OK) == 0 && isContinuing() ? .acceptEqual : .refuse
    }
}

extension RenderPlan {
    /// Refuses a file beside the outputs that the plan reads.
    package func checkIsNotRead(_ path: String) throws(RenderError) {
        let weights = preset.timeline.source?.file?.value.resolved
        let masks = regions.flatMap { [$0.file].compactMap(\.self) + ($0.movingMask?.files ?? []) }
        let others = [preset.source.file, sound?.path, weights].compactMap(\.self)
        try OutputNames.check(
            [(path, 0..<1)], inputs: [input.path] + others + masks + family.members.map(\.file))
    }
}
