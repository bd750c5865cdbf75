public import Imaging
public import Timelines

/// JPEG images, numbered or single, of 8 bits and full range.
public struct JPEGFormat: FormatTraits {
    /// On the scale of ``MP4Format/quality``, 0 (largest) … 51 (worst).
    public let quality: Int

    /// The most pixels of a side.
    public static let sideLimit = 65_500

    /// The format at a quality.
    public init(quality: Int = FormatSetting.standardImageQuality) { self.quality = quality }

    public static let name = "jpeg"
    public static let endings = ["jpg", "jpeg"]
    public static let codecs: [String] = []
    public static let isNumbered = true
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [FormatSetting.imageQuality]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        quality = settings.number(.imageQuality) ?? FormatSetting.standardImageQuality
    }

    /// libjpeg's quality, 1…100, that gives about the SSIM of x264 at ``quality``.
    public var libraryQuality: Int { Self.qualities.value(at: quality) }

    /// Whether colours have the resolution of brightness (4:4:4) instead of half of it (4:2:0).
    public var hasFullColour: Bool { quality <= 12 }

    private static let qualities = QualityTable([
        (0, 100), (6, 95), (12, 88), (18, 70), (23, 32), (28, 15), (34, 6), (40, 3), (51, 1),
    ])

    public var holdsAlpha: Bool { false }

    public var format: OutputFormat { .jpeg(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// The rows, and the file, for which as much is taken as it could need.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int { size.area * 3 * 3 }

    public func spoolBytes(of size: Size) -> Int { 0 }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { "jpeg \(quality)" }
}
