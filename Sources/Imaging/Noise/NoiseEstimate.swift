/// How noisy an image is.
public struct NoiseEstimate: Hashable, Sendable {
    /// σ: the standard deviation of the noise before it was clipped to black and white, levels of 255, at
    /// least 0.
    public let deviation: Double
    /// The standard deviation of what clipping has left of it, over the whole image; at most ``deviation``.
    /// It is this that a denoiser has to remove.
    public let remaining: Double

    /// Both in levels of 255.
    public init(deviation: Double, remaining: Double) {
        (self.deviation, self.remaining) = (deviation, remaining)
    }
}

extension Image {
    /// The noise of the image's colours together: the root of the mean variance of its planes, without
    /// alpha.  Nil where no place tells: an image below 5×5 pixels, and one without any change.
    ///
    /// White Gaussian noise is meant, equal in all places and colours.  Noise that a codec has smoothed, or
    /// that was made larger with the image, is underestimated: ``PlaneNoise`` says how it is found.
    public var noise: NoiseEstimate? {
        let planes = min(channels, hasAlpha ? 3 : channels)
        let found = (0..<planes).compactMap { PlaneNoise(of: self, plane: $0)?.estimate }
        guard !found.isEmpty else { return nil }
        func together(_ value: (NoiseEstimate) -> Double) -> Double {
            (found.reduce(0) { $0 + value($1) * value($1) } / Double(found.count)).squareRoot()
        }
        return NoiseEstimate(
            deviation: together(\.deviation), remaining: together(\.remaining))
    }
}
