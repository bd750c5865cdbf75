import Imaging

/// The noise of an image, and parts of the image on which denoisers are compared.
struct NoisySample {
    /// Nil where nothing tells.
    let noise: NoiseEstimate?
    /// Without alpha.
    let parts: [Image]

    /// The longest side of a part, pixels.
    private static let side = 128

    /// - Parameter isWhole: whether the networks take an image of this size only.
    init(_ image: Image, isWhole: Bool) throws {
        let image = image.withoutAlpha
        noise = image.noise
        let (width, height) =
            isWhole
            ? (image.width, image.height)
            : (min(image.width, Self.side), min(image.height, Self.side))
        // Two squares on the diagonal, a quarter and three quarters along it.
        let (left, top) = (image.width - width, image.height - height)
        let places = left + top > 0 ? [1, 3] : [0]
        parts = try places.map {
            try image.cropped(x: $0 * left / 4, y: $0 * top / 4, width: width, height: height)
        }
    }
}
