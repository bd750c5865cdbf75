public import Imaging
public import Timelines

/// An animated GIF that repeats for ever.
public struct GIFFormat: FormatTraits {
    /// Bytes of the file at the most; nil for as many as it takes.
    public let maxSize: Int?

    /// The setting of ``maxSize``.
    public static let maxSizeSetting = FormatSetting(key: "max_size", values: .bytes)

    /// The most pixels of a side: a GIF has 16 bits for it.
    public static let sideLimit = 65_535

    /// The most frames a second that are shown: players show a frame of a hundredth of a second for ten.
    public static let highestRate: Int64 = 50

    /// The format, of a size or of any.
    public init(maxSize: Int? = nil) { self.maxSize = maxSize }

    public static let name = "gif"
    public static let endings = ["gif"]
    public static let codecs: [String] = []
    public static let isNumbered = false
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [maxSizeSetting]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        maxSize = settings.number(Self.maxSizeSetting)
    }

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

    /// Tables of colours, a frame, what is shown of the frames before, and the frame at other sizes.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        20_000_000 + size.area * (maxSize == nil ? 20 : 50)
    }

    /// Frames wait on disk, three bytes a pixel, until the palettes of their scenes are known.
    public func spoolBytes(of size: Size) -> Int { 3 * size.area }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}
