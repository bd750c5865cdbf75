public import Imaging
public import Timelines

/// Raw frames in YUV4MPEG2, 4:2:0 of 8 bits, which other programs read from a pipe.
public struct Y4MFormat: FormatTraits {
    /// The path that stands for the program's standard output.
    public static let standardOutput = "-"

    /// The format, which has no settings.
    public init() {}

    public static let name = "y4m"
    public static let endings = ["y4m"]
    public static let codecs: [String] = []
    public static let isNumbered = false
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings: [FormatSetting] = []

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {}

    public var holdsAlpha: Bool { false }

    public var format: OutputFormat { .y4m(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// A frame's planes, and its bytes.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int { size.area * 4 }

    public func spoolBytes(of size: Size) -> Int { 0 }

    /// Half a sample more for each pixel.
    public func leastBytes(of size: Size) -> Int { size.area * 3 / 2 }

    public var frameKey: String? { nil }
}
