import Files
public import Formats
public import Timelines

/// A file, or a numbered sequence of files, that a preset writes.
public struct OutputSpec: Hashable, Sendable {
    /// Its path; a sequence's resolved one has one `%d` or `%0Nd`.
    public let path: Preset.Path
    /// The format and its settings.
    public let format: OutputFormat
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``height``.
    public let width: Int?
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``width``.
    public let height: Int?
    /// The first number of a sequence, 0…999999999.
    public let start: Int
    /// Frames a second of a video or an animation, at most the timeline's; nil for those.
    public let frameRate: FrameRate?
    /// Its place in the preset; nil for one of the command line.
    public let mark: SourceText.Mark?

    /// The places of its encoder's options.
    let optionMarks: OptionMarks

    /// The most pixels of a side.
    public static let sideLimit = 16_384

    /// The largest first number of a sequence.
    public static let startLimit = 999_999_999

    /// An output of the command line with its format's standard settings: throws ``PresetValueError``
    /// for a name without a known ending, or a sequence without a place for the number.
    public init(commandLine path: String) throws(PresetValueError) {
        let type = try Self.formats(ofPath: path)[0]
        self.init(path: Preset.Path(path), format: type.init(codec: nil, SettingValues()).format)
    }

    init(
        path: Preset.Path, format: OutputFormat, width: Int? = nil, height: Int? = nil,
        start: Int = 0, frameRate: FrameRate? = nil, mark: SourceText.Mark? = nil,
        optionMarks: OptionMarks = OptionMarks()
    ) {
        self.path = format.isNumbered ? path.numbered : path
        self.format = format
        self.width = width
        self.height = height
        self.start = start
        self.frameRate = frameRate
        self.mark = mark
        self.optionMarks = optionMarks
    }

    /// The formats that a path can have, at least one: numbered ones where its name has a place for the
    /// number.
    static func formats(
        ofPath path: String
    ) throws(PresetValueError) -> [any FormatTraits.Type] {
        guard !path.isEmpty, path.last != "/", !path.utf8.contains(0) else { throw .path(path) }
        let types = OutputFormat.types(ofPath: path)
        guard !types.isEmpty else { throw .outputEnding(path) }
        let isSequence = isSequence(path)
        // A name with a number is that of a sequence, if its ending can be.
        let numbered = isSequence ? types.filter { $0.isNumbered } : []
        let fitting = numbered.isEmpty ? types.filter { !$0.isNumbered } : numbered
        guard !fitting.isEmpty else { throw .sequenceNumber(path) }
        return fitting
    }

    /// Whether a path has one place for a number of at most nine digits, `%06d` or `######`, and no other
    /// `%`.
    private static func isSequence(_ path: String) -> Bool {
        let path = SequencePattern.spelled(hashesIn: path) ?? path
        guard let pattern = SequencePattern(path) else { return false }
        return pattern.digits <= 9 && path.utf8.count { $0 == UInt8(ascii: "%") } == 1
    }
}
