public import Imaging
public import Timelines

/// TIFF images, numbered or single: RGB or RGBA, compressed without loss.
public struct TIFFFormat: FormatTraits {
    /// Bits a sample.
    public let depth: SampleDepth

    /// The format at a depth.
    public init(depth: SampleDepth = .eight) { self.depth = depth }

    public static let name = "tiff"
    public static let endings = ["tif", "tiff"]
    public static let codecs: [String] = []
    public static let isNumbered = true
    public static let tracks: Set<FormatTrack> = []
    public static let holdsExtendedRange = false
    public static let settings = [PNGFormat.depthSetting]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        depth = PNGFormat(codec: codec, settings).depth
    }

    public var holdsAlpha: Bool { true }

    public var format: OutputFormat { .tiff(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { nil }

    public var threads: Int { 0 }

    /// The rows, and the file, in the worst case as large, where it grows.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        size.area * (hasAlpha ? 4 : 3) * depth.rawValue / 8 * 3
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    /// As of a PNG: the compression is the same.
    public func leastBytes(of size: Size) -> Int { PNGFormat(depth: depth).leastBytes(of: size) }

    public var frameKey: String? { "tiff \(depth.rawValue)" }
}
