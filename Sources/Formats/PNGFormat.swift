public import Imaging
public import Timelines

/// How many bits a sample of a written image has.
public enum SampleDepth: Int, Sendable, CaseIterable {
    /// 8 bits, through the ordered dither.
    case eight = 8

    /// 16 bits, rounded.
    case sixteen = 16
}

/// PNG images, numbered or single.
public struct PNGFormat: FormatTraits {
    /// Bits a sample.
    public let depth: SampleDepth

    /// The setting of ``depth``.
    public static let depthSetting = FormatSetting(
        key: "depth", values: .oneOf(SampleDepth.allCases.map(\.rawValue)), standard: 8)

    /// The format at a depth.
    public init(depth: SampleDepth = .eight) { self.depth = depth }

    public static let name = "png"
    public static let endings = ["png"]
    public static let codecs: [String] = []
    public static let isNumbered = true
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [depthSetting]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        depth = settings.number(Self.depthSetting).flatMap { SampleDepth(rawValue: $0) } ?? .eight
    }

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .png(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// The rows as the encoder takes them and the file, in the worst case as large.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        size.area * (hasAlpha ? 4 : 3) * depth.rawValue / 4
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    /// Deflate makes of 1032 bytes no less than one (zlib's technical details, "Maximum Compression
    /// Factor").
    public func leastBytes(of size: Size) -> Int {
        size.height * (1 + 3 * size.width * depth.rawValue / 8) / 1032
    }

    public var frameKey: String? { "png \(depth.rawValue)" }
}
