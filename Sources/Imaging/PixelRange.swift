/// The pixel values that stand for black and for white, of sRGB-encoded colours.
public struct PixelRange: Hashable, Sendable {
    /// The value for black; finite.
    public let black: Float
    /// The value for white; finite, above ``black``.
    public let white: Float

    /// Black 0, white 1.
    public static let unit = PixelRange(0, to: 1)
    /// Black −1, white 1.
    public static let signed = PixelRange(-1, to: 1)
    /// Black 0, white 255.
    public static let bytes = PixelRange(0, to: 255)

    /// Nil unless black is below white and white − black is finite.
    public init?(black: Float, white: Float) {
        guard black < white, (white - black).isFinite else { return nil }
        self.init(black, to: white)
    }

    private init(_ black: Float, to white: Float) {
        (self.black, self.white) = (black, white)
    }
}
