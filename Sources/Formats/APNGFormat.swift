public import Imaging
public import Timelines

/// An animated PNG that repeats for ever, 8 bits.
public struct APNGFormat: FormatTraits {
    /// The format, which has no settings.
    public init() {}

    public static let name = "apng"
    public static let endings = ["apng"]
    public static let codecs: [String] = []
    public static let isNumbered = false
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings: [FormatSetting] = []

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {}

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .apng(self) }

    /// A frame lasts a fraction of a second whose terms have 16 bits each.
    public func fault(at rate: FrameRate) -> FormatFault? {
        guard max(rate.numerator, rate.denominator) > 65_535 else { return nil }
        return FormatFault(
            found: "\(rate) frames per second",
            expected: "a fraction whose terms are at most 65535, such as 24000/1001, for APNG")
    }

    public var threads: Int { 0 }

    /// The rows of a frame and of the one before, and a frame's file, in the worst case as large, where it
    /// grows.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        size.area * (hasAlpha ? 4 : 3) * 5
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    /// Of frames that equal the one before, a few chunks.
    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}
