import Files
public import Formats

/// A file, or a numbered sequence of files, that a preset writes.
public struct OutputSpec: Hashable, Sendable {
    /// Its path; a sequence's has one `%d` or `%0Nd`.
    public let path: Preset.Path
    /// The format and its settings.
    public let format: OutputFormat
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``height``.
    public let width: Int?
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``width``.
    public let height: Int?
    /// Its place in the preset; nil for one of the command line.
    public let mark: SourceText.Mark?

    /// The most pixels of a side.
    public static let sideLimit = 16_384

    /// An output of the command line with its format's standard settings: throws ``PresetValueError``
    /// for a name without a known ending, or a sequence without a place for the number.
    public init(commandLine path: String) throws(PresetValueError) {
        let type = try Self.formats(ofPath: path)[0]
        self.init(path: Preset.Path(path), format: type.init(codec: nil, SettingValues()).format)
    }

    init(
        path: Preset.Path, format: OutputFormat, width: Int? = nil, height: Int? = nil,
        mark: SourceText.Mark? = nil
    ) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
        self.mark = mark
    }

    /// The formats that a path can have, at least one: numbered ones where its name has a place for the
    /// number.
    static func formats(
        ofPath path: String
    ) throws(PresetValueError) -> [any FormatTraits.Type] {
        guard !path.isEmpty, path.last != "/", !path.utf8.contains(0) else { throw .path(path) }
        let types = OutputFormat.types(ofPath: path)
        guard !types.isEmpty else { throw .outputEnding(path) }
        let fitting = types.filter { !$0.isNumbered || isSequence(path) }
        guard !fitting.isEmpty else { throw .sequenceNumber(path) }
        return fitting
    }

    /// Whether a path has one place for a number of at most nine digits, and no other `%`.
    private static func isSequence(_ path: String) -> Bool {
        guard let pattern = SequencePattern(path) else { return false }
        return pattern.digits <= 9 && path.utf8.count { $0 == UInt8(ascii: "%") } == 1
    }
}
