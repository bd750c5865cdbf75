import Files

/// A format that a render can write.
///
/// The list of formats: a new one is a type of its own with ``FormatTraits``, a case here, for which the
/// compiler asks for its rows, and a sink with `WritableFormat` in Media.
public enum OutputFormat: Hashable, Sendable {
    case mp4(MP4Format)
    case mov(MOVFormat)
    case mxf(MXFFormat)
    case mkv(MKVFormat)
    case webm(WebMFormat)
    case gif(GIFFormat)
    case png(PNGFormat)
    case tiff(TIFFFormat)
    case exr(EXRFormat)
    case jpeg(JPEGFormat)
    case webp(WebPFormat)
    case animatedWebP(AnimatedWebPFormat)
    case apng(APNGFormat)
    case y4m(Y4MFormat)

    /// The cases without their settings, in the order in which messages list their endings.
    private enum Kind: CaseIterable {
        case mp4, mov, mxf, mkv, webm, gif, png, tiff, exr, jpeg, webp, animatedWebP, apng, y4m

        var type: any FormatTraits.Type {
            switch self {
            case .mp4: MP4Format.self
            case .mov: MOVFormat.self
            case .mxf: MXFFormat.self
            case .mkv: MKVFormat.self
            case .webm: WebMFormat.self
            case .gif: GIFFormat.self
            case .png: PNGFormat.self
            case .tiff: TIFFFormat.self
            case .exr: EXRFormat.self
            case .jpeg: JPEGFormat.self
            case .webp: WebPFormat.self
            case .animatedWebP: AnimatedWebPFormat.self
            case .apng: APNGFormat.self
            case .y4m: Y4MFormat.self
            }
        }
    }

    /// So that a case without a kind, which ``all`` would lack, does not compile.
    private var kind: Kind {
        switch self {
        case .mp4: .mp4
        case .mov: .mov
        case .mxf: .mxf
        case .mkv: .mkv
        case .webm: .webm
        case .gif: .gif
        case .png: .png
        case .tiff: .tiff
        case .exr: .exr
        case .jpeg: .jpeg
        case .webp: .webp
        case .animatedWebP: .animatedWebP
        case .apng: .apng
        case .y4m: .y4m
        }
    }

    /// All formats, in the order in which messages list their endings.
    public static let all = Kind.allCases.map(\.type)

    /// The format's properties.
    public var traits: any FormatTraits {
        switch self {
        case .mp4(let format): format
        case .mov(let format): format
        case .mxf(let format): format
        case .mkv(let format): format
        case .webm(let format): format
        case .gif(let format): format
        case .png(let format): format
        case .tiff(let format): format
        case .exr(let format): format
        case .jpeg(let format): format
        case .webp(let format): format
        case .animatedWebP(let format): format
        case .apng(let format): format
        case .y4m(let format): format
        }
    }
}

extension OutputFormat {
    /// As JSON documents name it.
    public var name: String { type(of: traits).name }

    /// Whether every frame is a file of its own, with its number in the name.
    public var isNumbered: Bool { type(of: traits).isNumbered }

    /// Whether values below 0 and above 1 stay in it.
    public var holdsExtendedRange: Bool { type(of: traits).holdsExtendedRange }

    /// The endings of all formats, each once, for messages: `.mp4, .gif or .png`.
    public static let endings = listed(endingsOf: all)

    /// The endings of the formats that write single images, for messages.
    public static let imageEndings = listed(endingsOf: all.filter { $0.isNumbered })

    /// The endings of some formats, each once and none left out.
    package static func listed(endingsOf types: [any FormatTraits.Type]) -> String {
        unique(types.flatMap { $0.endings }).map { ".\($0)" }.alternatives
    }

    /// The formats that a path's ending stands for, or the one of the standard output; empty for a path
    /// without a known ending.
    public static func types(ofPath path: String) -> [any FormatTraits.Type] {
        if path == Y4MFormat.standardOutput { return [Y4MFormat.self] }
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return [] }
        let ending = name[name.index(after: dot)...].lowercased()
        return all.filter { $0.endings.contains(ending) }
    }

    /// The format of a single image's path, with these settings; nil without a known ending.
    public static func image(path: String, _ settings: SettingValues = SettingValues())
        -> OutputFormat?
    {
        types(ofPath: path).first { $0.isNumbered }?.init(codec: nil, settings).format
    }

    /// The settings of all formats, each key once.
    public static let settingKeys = unique(all.flatMap { $0.settings.map(\.key) })

    private static func unique(_ texts: [String]) -> [String] {
        texts.enumerated().filter { texts.firstIndex(of: $1) == $0 }.map(\.element)
    }
}
