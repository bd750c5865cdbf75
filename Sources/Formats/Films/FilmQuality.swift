extension FilmCodec {
    /// Whether `quality` says how much is lost; other codecs keep all, or as much as their profile says.
    public var hasQuality: Bool { constantQuality != nil }

    /// The encoder's own number for a quality on x264's scale, 0…51: of about the same SSIM.
    ///
    /// Between the measured places it is interpolated, and rounded where the encoder takes whole numbers.
    /// Nil for a codec without quality.
    public func encoderQuality(_ quality: Int) -> Int? {
        guard let table = constantQuality else { return nil }
        let places = zip(Self.measuredQualities, table)
        guard let above = places.first(where: { $0.0 >= quality }) else { return table.last }
        let below = places.reversed().first { $0.0 <= quality } ?? above
        guard above.0 > below.0 else { return above.1 }
        let (rise, run) = (above.1 - below.1, above.0 - below.0)
        return below.1 + (rise * (quality - below.0) * 2 + run) / (2 * run)
    }

    /// The places of x264's scale at which the others were measured; Documentation/presets.md says how.
    static let measuredQualities = [0, 10, 18, 23, 28, 35, 43, 51]

    /// The encoder's number at each of ``measuredQualities``.
    private var constantQuality: [Int]? {
        switch self {
        case .h264: Self.measuredQualities
        case .h265: [0, 10, 19, 25, 30, 37, 45, 51]
        // To SVT-AV1 0 is no quality.
        case .av1: [1, 3, 24, 38, 52, 61, 63, 63]
        case .vp9: [0, 6, 20, 33, 44, 57, 63, 63]
        case .ffv1, .prores422HQ, .prores4444, .dnxhrHQ, .dnxhrHQX: nil
        }
    }
}
