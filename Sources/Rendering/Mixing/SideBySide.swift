import Imaging

/// Two images beside one another, each under its label.
struct SideBySide: Sendable {
    /// Of each of the two, pixels.
    private let half: Size
    /// Pixels of a letter's dot.
    private let dot: Int

    private static let labels = ["networks mixed", "images blended"]

    /// For two images of a size.
    init(of half: Size) {
        self.half = half
        dot = max(1, half.width / 200)
    }

    /// Rows of the labels: an even number, so that sides that are even stay so.
    private var band: Int { (Lettering.height + 5) * dot }
    /// Columns between the two.
    private var gap: Int { 4 * dot }

    /// Of the whole, pixels.
    var size: Size { Size(width: 2 * half.width + gap, height: half.height + band) }

    /// The whole without the two images, opaque.
    ///
    /// - Throws: `ImagingError` for a size that is too large.
    func page() throws -> Image {
        var page = try Image(width: size.width, height: size.height, filledWith: Lettering.paper)
        for (index, label) in Self.labels.enumerated() {
            page.write(
                String(label.prefix(Lettering.fitting(half.width / dot - 3))),
                x: index * (half.width + gap) + 3 * dot, y: 3 * dot, ink: Lettering.ink, dot: dot)
        }
        return page
    }

    /// The two images on their page; transparent where they are.
    ///
    /// - Parameter images: the left one and the right one.
    func placed(_ images: [Image], on page: Image) throws -> Image {
        var whole = images.contains(where: \.hasAlpha) ? try page.withAlpha() : page
        for (index, image) in images.enumerated() {
            whole.draw(image, x: index * (half.width + gap), y: band)
        }
        return whole
    }
}
