import Files
public import Imaging
public import Timelines

/// A film in a container.
public struct FilmFormat<Container: FilmContainer>: FormatTraits {
    /// How it is encoded.
    public let film: FilmSettings

    /// A film of a codec that the container holds.
    public init(_ film: FilmSettings) { self.film = film }

    /// A film of a codec that the container holds, of the usual one without, at a quality.
    public init(_ codec: FilmCodec? = nil, quality: Int = FilmSettings.standardQuality) {
        self.init(FilmSettings(codec ?? Container.codecs[0], quality: quality))
    }

    public init(codec: String?, _ settings: SettingValues) {
        self.init(
            FilmSettings(
                Self.codec(codec), bits: settings.number(Self.bitsSetting),
                quality: settings.number(Self.qualitySetting) ?? FilmSettings.standardQuality,
                options: settings.options(Self.optionsSetting)))
    }

    private static func codec(_ name: String?) -> FilmCodec {
        name.flatMap { FilmCodec(rawValue: $0) } ?? Container.codecs[0]
    }

    public static var name: String { Container.name }
    public static var endings: [String] { Container.endings }
    public static var codecs: [String] { Container.codecs.map(\.rawValue) }
    public static var isNumbered: Bool { false }
    public static var tracks: Set<FormatTrack> { Container.tracks.union([.sound]) }
    public static var holdsExtendedRange: Bool { false }

    public var holdsAlpha: Bool { film.holdsAlpha }

    public var format: OutputFormat { Container.output(self) }

    public func fault(at rate: FrameRate) -> FormatFault? { Container.fault(at: rate) }

    public var threads: Int { film.codec.threads }

    public func memory(of size: Size, images: Int, hasAlpha: Bool) -> Int {
        let (fixed, perPixel) = film.codec.memory(
            bits: film.bits, hasAlpha: hasAlpha && holdsAlpha)
        return fixed + size.area * perPixel
    }

    public func spoolBytes(of size: Size) -> Int { 0 }

    public func leastBytes(of size: Size) -> Int { 0 }

    public var frameKey: String? { nil }
}

extension FilmFormat {
    /// The setting of ``FilmSettings/quality``.
    public static var qualitySetting: FormatSetting {
        FormatSetting(
            key: "quality", values: .range(0...51),
            standard: .number(FilmSettings.standardQuality))
    }

    /// The setting of ``FilmSettings/bits``; without it the codec decides.
    public static var bitsSetting: FormatSetting {
        FormatSetting(key: "bits", values: .oneOf([8, 10, 16]))
    }

    /// The setting of ``FilmSettings/options``.
    public static var optionsSetting: FormatSetting {
        FormatSetting(key: "options", values: .options)
    }

    public static var settings: [FormatSetting] { [qualitySetting, bitsSetting, optionsSetting] }

    /// Bits that the codec does not have, and a quality where it has none.
    public static func faults(codec: String?, _ settings: SettingValues) -> [SettingFault] {
        let codec = self.codec(codec)
        var faults: [SettingFault] = []
        if let bits = settings.number(bitsSetting), !codec.bits.contains(bits) {
            let allowed = codec.bits.map(String.init).listed
            faults.append(
                SettingFault(
                    key: bitsSetting.key,
                    FormatFault(found: "bits \(bits) for \(codec.rawValue)", expected: allowed)))
        }
        if settings.isChosen(qualitySetting), !codec.hasQuality {
            let others = FilmCodec.allCases.filter(\.hasQuality).map(\.rawValue).listed
            faults.append(
                SettingFault(
                    key: qualitySetting.key,
                    FormatFault(
                        found: "quality for \(codec.rawValue)",
                        expected: "it for \(others) only")))
        }
        return faults
    }
}
