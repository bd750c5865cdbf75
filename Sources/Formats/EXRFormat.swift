public import Imaging
public import Timelines

/// OpenEXR images of half floats, numbered or single: linear light with Rec.709 chromaticities, values
/// below 0 and above 1 as they are.
public struct EXRFormat: FormatTraits {
    /// The format, which has no settings.
    public init() {}

    public static let name = "exr"
    public static let endings = ["exr"]
    public static let codecs: [String] = []
    public static let isNumbered = true
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = true
    public static let settings: [FormatSetting] = []

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {}

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .exr(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// The planes of half floats, and the file, in the worst case as large, where it grows.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        size.area * (hasAlpha ? 4 : 3) * 2 * 3
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    /// As of a PNG of 16 bits: the compression is the same.
    public func leastBytes(of size: Size) -> Int {
        PNGFormat(depth: .sixteen).leastBytes(of: size)
    }

    public var frameKey: String? { "exr half" }
}
