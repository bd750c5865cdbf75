public import Imaging
public import Timelines

/// An animated WebP that repeats for ever.
public struct AnimatedWebPFormat: FormatTraits {
    /// On the scale of ``MP4Format/quality``, 0 (without loss) … 51 (worst).
    public let quality: Int

    /// The format at a quality.
    public init(quality: Int = FilmSettings.standardQuality) { self.quality = quality }

    public static let name = "webp-animation"
    public static let endings = ["webp"]
    public static let codecs: [String] = []
    public static let isNumbered = false
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [MP4Format.qualitySetting]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        quality = settings.number(MP4Format.qualitySetting) ?? FilmSettings.standardQuality
    }

    /// libwebp's quality, 0…100; nil for no loss.
    public var libraryQuality: Int? { WebPFormat.libraryQuality(quality) }

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .animatedWebP(self) }

    /// A WebP counts milliseconds, in 24 bits, and browsers show a frame of less than 11 for 100.
    public func fault(at rate: FrameRate) -> FormatFault? {
        let found = "\(rate) frames per second"
        guard rate.numerator <= 90 * rate.denominator else {
            return FormatFault(found: found, expected: "at most 90 for an animated WebP")
        }
        guard rate.denominator <= 4 * 3600 * rate.numerator else {
            return FormatFault(
                found: found, expected: "at least one in four hours for an animated WebP")
        }
        return nil
    }

    public var threads: Int { 0 }

    /// libwebp's copies of a frame and those before, and the file so far, of which each image adds what is
    /// likely at the most; as measured.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        size.area.multipliedReportingOverflow(by: 60 + (quality == 0 ? 2 * images : images / 2))
            .partialValue
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}
