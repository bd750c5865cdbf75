public import Imaging
public import Timelines

/// An animated GIF that repeats for ever.
public struct GIFFormat: FormatTraits {
    /// The most pixels of a side: a GIF has 16 bits for it.
    public static let sideLimit = 65_535

    /// Colours that are remembered at the most while frames are counted.
    package static let mostColours = (1 << 20) + (1 << 18)

    /// The format, which has no settings.
    public init() {}

    public static let name = "gif"
    public static let endings = ["gif"]
    public static let codecs: [String] = []
    public static let isNumbered = false
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings: [FormatSetting] = []

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {}

    public var holdsAlpha: Bool { false }

    public var format: OutputFormat { .gif(self) }

    /// A GIF counts hundredths of a second, in 16 bits.
    public func fault(at rate: FrameRate) -> FormatFault? {
        let found = "\(rate) frames per second"
        guard rate.numerator <= 100 * rate.denominator else {
            return FormatFault(found: found, expected: "at most 100 for GIF")
        }
        guard 100 * rate.denominator <= 65_535 * rate.numerator else {
            return FormatFault(found: found, expected: "at least one in 655 s for GIF")
        }
        return nil
    }

    public var threads: Int { 0 }

    /// FFmpeg's filters, frames between them, and what they remember of every colour; as measured.  An
    /// image brings an eighth of its pixels in colours that there were not before.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        let (pixels, overflow) = size.area.multipliedReportingOverflow(by: images)
        let colours = overflow ? Self.mostColours : min(pixels / 8, Self.mostColours)
        return 40_000_000 + size.area * 28 + 40 * colours
    }

    /// Frames wait on disk, three bytes a pixel, until the palette of all is known.
    public func spoolBytes(of size: Size) -> Int { 3 * size.area }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}
