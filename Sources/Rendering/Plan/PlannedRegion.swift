import Files
import Imaging
import Media
package import Timelines

/// A part of a plan's picture with a path of its own.
package struct PlannedRegion: Sendable {
    /// The mask's file, or the pattern, glob or folder of a sequence.
    package let path: String
    /// Which pixels belong to it.
    let mask: RegionMask
    /// Its mixtures, at the times of the plan's timeline.
    package let timeline: Timeline

    /// Reads the mask.
    ///
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for one of other proportions than the input,
    ///   `FileError`, `MediaError`.
    init(
        mask path: String, timeline: Timeline, gaps: SequenceGaps, over input: SourceProperties
    ) throws {
        (self.path, self.timeline) = (path, timeline)
        mask = try RegionMask(
            path, InputSettings(sequenceRate: timeline.frameRate, gaps: gaps), over: input)
    }

    /// The mask, if it moves.
    var movingMask: RegionMask.Moving? {
        guard case .moving(let moving) = mask else { return nil }
        return moving
    }
}
