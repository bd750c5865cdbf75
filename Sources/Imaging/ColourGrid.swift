/// The colours of an image at the pixels of a grid over it, to compare it with others of its size.
package struct ColourGrid: Sendable {
    /// Row by row.
    let colours: [LabColour]

    /// Of an image of three channels or of grey.
    ///
    /// - Parameter pixels: as many as the grid has at most, or a few more.
    package init(_ image: Image, pixels: Int = 1 << 16) {
        let step = max(1, Int((Double(image.planeCount) / Double(pixels)).squareRoot().rounded()))
        let plane = image.planeCount
        let (green, blue) = image.channels >= 3 ? (plane, 2 * plane) : (0, 0)
        colours = stride(from: 0, to: image.height, by: step).flatMap { y in
            stride(from: 0, to: image.width, by: step).map { x in
                let place = y * image.width + x
                return LabColour(
                    red: image.samples[place], green: image.samples[green + place],
                    blue: image.samples[blue + place])
            }
        }
    }

    /// The visible difference of two images: the mean ΔE00 over their pixels.
    package func difference(to other: ColourGrid) -> Double {
        zip(colours, other.colours).reduce(0) { $0 + $1.0.difference(to: $1.1) }
            / Double(max(colours.count, 1))
    }
}
