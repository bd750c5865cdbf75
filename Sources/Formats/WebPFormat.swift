public import Imaging
public import Timelines

/// WebP images, numbered or single.
public struct WebPFormat: FormatTraits {
    /// On the scale of ``MP4Format/quality``, 0 (without loss) … 51 (worst).
    public let quality: Int

    /// The most pixels of a side: a WebP has 14 bits for it.
    public static let sideLimit = 16_383

    /// The format at a quality.
    public init(quality: Int = FormatSetting.standardImageQuality) { self.quality = quality }

    public static let name = "webp"
    public static let endings = ["webp"]
    public static let codecs: [String] = []
    public static let isNumbered = true
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [FormatSetting.imageQuality]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        quality = settings.number(.imageQuality) ?? FormatSetting.standardImageQuality
    }

    /// libwebp's quality, 0…100, that gives about the SSIM of x264 at ``quality``; nil for no loss.
    public var libraryQuality: Int? { Self.libraryQuality(quality) }

    /// libwebp's quality for one on the scale of ``MP4Format/quality``; nil for no loss.
    static func libraryQuality(_ quality: Int) -> Int? {
        quality == 0 ? nil : qualities.value(at: quality)
    }

    private static let qualities = QualityTable([
        (0, 100), (6, 96), (12, 88), (18, 77), (23, 38), (28, 12), (34, 1), (40, 0), (51, 0),
    ])

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .webp(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// The rows, libwebp's own planes and tables, and the file; as measured without loss, which takes most.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int { size.area * 40 }

    public func spoolBytes(of size: Size) -> Int { 0 }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { "webp \(quality)" }
}
