/// The pixels whose luma lies in a range: of what the networks see, the BT.709 luma of the encoded sRGB
/// values, 0.2126 R′ + 0.7152 G′ + 0.0722 B′, clipped to 0…1.
public struct LumaMask: Hashable, Sendable {
    /// Within it the mask is 1.
    public let range: ClosedRange<Double>
    /// How far beyond the range the mask falls to 0, in a straight line.
    public let softness: Double

    /// The softness where none is given.
    public static let usualSoftness = 0.1

    /// Nil for a range or a softness beyond 0…1.
    public init?(_ range: ClosedRange<Double>, softness: Double = usualSoftness) {
        guard range.lowerBound >= 0, range.upperBound <= 1, (0...1).contains(softness) else {
            return nil
        }
        (self.range, self.softness) = (range, softness)
    }

    /// The mask of an image of three channels, of its size.
    package func image(of image: Image) throws -> Image {
        let luma = try image.luma(by: .bt709)
        let (low, high) = (Float(range.lowerBound), Float(range.upperBound))
        let softness = Float(softness)
        return luma.mapped(width: luma.width, height: luma.height) { source, target in
            for k in 0..<luma.planeCount {
                let distance = max(low - source[k], source[k] - high)
                target[k] =
                    distance <= 0 ? 1 : distance < softness ? 1 - distance / softness : 0
            }
        }
    }
}
