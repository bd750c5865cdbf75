import Imaging

/// The colours of a picture, as its file states them.
enum PictureColours {
    /// sRGB, stated or assumed.
    case sRGB
    /// An ICC profile.
    case profile([UInt8])
    /// Primaries and a curve.
    case encoding(ColourEncoding)

    /// Brings a picture of three channels to sRGB; the notice is nil where nothing was changed or
    /// missed.
    func convert(_ image: inout Image) -> String? {
        switch self {
        case .sRGB: return nil
        case .profile(let bytes):
            switch bytes.withUnsafeBytes({ ICCProfile.apply($0, to: &image) }) {
            case .sRGB: return nil
            case .converted: return "the colours are converted to sRGB by the picture's profile"
            case .unusable(let reason):
                return "the colour profile \(reason) and is ignored, sRGB assumed"
            }
        case .encoding(let encoding):
            guard !encoding.isSRGB else { return nil }
            guard encoding.convert(&image) else {
                return "the primaries are impossible and are ignored, sRGB assumed"
            }
            return encoding.transfer.isHighDynamicRange
                ? "high dynamic range is mapped to that of sRGB"
                : "the colours are converted to sRGB by the picture's tags"
        }
    }
}
