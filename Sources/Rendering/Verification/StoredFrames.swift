import Files
import Formats
import Imaging
import Media
import Timelines

/// The frames that a file has now, compared with its recipe, where its format keeps them as they were.
struct StoredFrames {
    private let file: String
    private let recipe: Recipe
    private let output: Output
    private let isTimed: Bool

    init(_ file: String, _ recipe: Recipe, _ output: Output, _ plan: RenderPlan) {
        (self.file, self.recipe, self.output) = (file, recipe, output)
        isTimed = output.frameRate ?? plan.timeline.frameRate == plan.timeline.frameRate
    }

    /// Of each frame that can be compared what differs; nil where nothing does.
    ///
    /// One with a pixel of alpha 0 cannot: readers put other colours there, those of what is seen beside it.
    func comparisons() throws -> [(subject: String, difference: String?)] {
        guard output.format.writer.isExact, isTimed else { return [] }
        let source = try MediaInput.open(path: file)
        let first =
            output.format.isNumbered ? recipe.frames[0].number : recipe.options.frames?[0] ?? 0
        var (number, comparisons) = (first, [(subject: String, difference: String?)]())
        for frame in recipe.frames {
            var image: Image?
            while number <= frame.number, let next = try source.next() {
                image = next.image
                number += 1
            }
            if number <= frame.number { image = nil }
            if let image, image.hasHiddenPixel { continue }
            let digest = try image.map {
                try output.format.writer.planesDigest(of: $0, place: file).description
            }
            let difference = image == nil ? "it is not in the file" : "other pixels in the file"
            comparisons.append(
                ("stored frame \(frame.number)", digest == frame.sha256 ? nil : difference))
        }
        return comparisons
    }
}

extension Image {
    /// Whether a pixel is not seen at all.
    fileprivate var hasHiddenPixel: Bool {
        hasAlpha && samples[(3 * planeCount)...].contains { $0 <= 0 }
    }
}
