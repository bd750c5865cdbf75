/// How a film is encoded, whatever it is in.
public struct FilmSettings: Hashable, Sendable {
    /// The codec.
    public let codec: FilmCodec
    /// Bits a sample, of ``FilmCodec/bits``.
    public let bits: Int
    /// On x264's scale, 0 (largest) … 51 (worst); without effect where the codec has no quality.
    public let quality: Int
    /// Options of the encoder by their names, which win over what the settings say.
    public let options: [String: String]

    /// A codec with its usual number of bits, or another.
    public init(
        _ codec: FilmCodec, bits: Int? = nil, quality: Int = FilmSettings.standardQuality,
        options: [String: String] = [:]
    ) {
        self.codec = codec
        self.bits = bits ?? codec.bits[0]
        self.quality = quality
        self.options = options
    }

    /// Whether images may be transparent: VP9's alpha has 8 bits only.
    public var holdsAlpha: Bool { codec.holdsAlpha && (codec != .vp9 || bits == 8) }

    /// The usual quality.
    public static let standardQuality = 18
}
