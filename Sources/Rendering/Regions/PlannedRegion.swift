import Imaging
import Media
import Timelines

/// A part of a plan's picture with a path of its own.
struct PlannedRegion: Sendable {
    /// The mask's file.
    let path: String
    /// The region's share of each pixel, 0…1; one channel of the mask's own size.
    let mask: Image
    /// Its mixtures, at the times of the plan's timeline.
    let timeline: Timeline

    /// Reads the mask, whose luma counts where it has colours.
    ///
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for a film and for a picture of other
    ///   proportions than the input, `MediaError`.
    init(mask path: String, timeline: Timeline, over input: SourceProperties) throws {
        let source = try MediaInput.open(path: path)
        guard source.properties.isStill, let picture = try source.next()?.image else {
            throw RenderError.badMask(
                file: path, found: "a film or a sequence", expected: "a single picture as mask")
        }
        let size = (width: input.width, height: input.height)
        let width = max(picture.width, size.width)
        let heights = [(picture.width, picture.height), size].map {
            Image.height(of: $0, atWidth: width)
        }
        guard abs(heights[0] - heights[1]) <= 1 else {
            throw RenderError.badMask(
                file: path, found: "a mask of \(picture.width)×\(picture.height) pixels",
                expected: "the proportions of \(input.path), \(size.width)×\(size.height)")
        }
        (self.path, mask, self.timeline) = (path, try picture.luma(), timeline)
    }
}

extension Image {
    /// One channel: of three, the luma of Rec. ITU-R BT.709, clipped to 0…1.
    fileprivate func luma() throws -> Image {
        guard channels == 3 else { return self }
        let plane = planeCount
        let values = (0..<plane).map { k in
            let (red, green, blue) = (samples[k], samples[plane + k], samples[2 * plane + k])
            // Written so that a grey's luma is its value, bit for bit.
            let luma = green + 0.2126 * (red - green) + 0.0722 * (blue - green)
            return min(max(luma, 0), 1)
        }
        return try Image(width: width, height: height, channels: 1, samples: values)
    }
}
