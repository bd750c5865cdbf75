import Imaging
import Media
import Timelines

/// A part of a plan's picture with a path of its own.
package struct PlannedRegion: Sendable {
    /// The mask's file.
    package let path: String
    /// The region's share of each pixel, 0…1; one channel of the mask's own size.
    let mask: Image
    /// Its mixtures, at the times of the plan's timeline.
    let timeline: Timeline

    /// Reads the mask, whose luma counts where it has colours.
    ///
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for a film and for a picture of other
    ///   proportions than the input, `FileError`, `MediaError`.
    init(mask path: String, timeline: Timeline, over input: SourceProperties) throws {
        let source = try MediaInput.open(path: path)
        guard source.properties.isStill, let picture = try source.next()?.image else {
            throw RenderError.badMask(
                file: path, found: "a film or a sequence", expected: "a single picture as mask")
        }
        let size = Size(width: input.width, height: input.height)
        let width = max(picture.width, size.width)
        let heights = [picture.size, size].map { $0.scaled(toWidth: width).height }
        guard abs(heights[0] - heights[1]) <= 1 else {
            throw RenderError.badMask(
                file: path, found: "a mask of \(picture.size) pixels",
                expected: "the proportions of \(input.path), \(size)")
        }
        (self.path, mask, self.timeline) = (
            path, try picture.laid(over: .black).luma(by: .bt709), timeline
        )
    }
}
