public import Imaging
public import Timelines

/// H.264 in MP4, 4:2:0 of 8 bits.
public struct MP4Format: FormatTraits {
    /// x264's constant rate factor, 0 (largest) … 51 (worst).
    public let quality: Int

    /// The usual ``quality``.
    public static let standardQuality = 18

    /// The setting of ``quality``.
    public static let qualitySetting = FormatSetting(
        key: "quality", values: .range(0...51), standard: .number(standardQuality))

    /// The encoder's threads; part of the result, so never taken from the machine.
    public static let encoderThreads = 4

    /// The format at a quality.
    public init(quality: Int = MP4Format.standardQuality) { self.quality = quality }

    public static let name = "mp4"
    public static let endings = ["mp4"]
    public static let codecs = ["h264"]
    public static let isNumbered = false
    public static let holdsSound = true
    public static let settings = [qualitySetting]

    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] { [] }

    public init(codec: String?, _ settings: SettingValues) {
        quality = settings.number(Self.qualitySetting) ?? Self.standardQuality
    }

    public var holdsAlpha: Bool { false }

    public var format: OutputFormat { .mp4(self) }

    /// The container counts ticks, at least 10 000 a second, and FFmpeg reads no video whose frames are
    /// put back in order over 10⁸ of them: with x264's settings that is two frames.
    public func fault(at rate: FrameRate) -> FormatFault? {
        let (num, den) = (rate.numerator, rate.denominator)
        guard den <= 1800 * num else {
            return FormatFault(
                found: "\(rate) frames per second", expected: "at least one in half an hour for MP4"
            )
        }
        var (second, frame) = (num, den)
        while second < 10_000 { (second, frame) = (2 * second, 2 * frame) }
        guard frame > 50_000_000 else { return nil }
        return FormatFault(
            found: "\(rate) frames per second",
            expected: "a fraction of smaller terms, such as 24000/1001, for MP4")
    }

    /// The encoder's, and the one with which x264 looks ahead.
    public var threads: Int { Self.encoderThreads + 1 }

    /// x264 with its library, and 40 frames ahead, each in 4:2:0 and at half size besides; as measured.
    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        14_000_000 + size.area * 300
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}
