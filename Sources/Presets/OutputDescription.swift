/// A file, or a numbered sequence of files, that a preset writes.
public struct OutputDescription: Hashable, Sendable {
    /// What kind of file, and its settings.
    public enum Format: Hashable, Sendable {
        /// H.264 in MP4, for a name in `.mp4`; its quality is x264's CRF, 0 (best) … 51.
        case h264(quality: Int)
        /// An animated GIF, for a name in `.gif`.
        case gif
        /// A sequence of PNG pictures, for a name in `.png` with a `%06d`; 8 or 16 bits a channel.
        case png(depth: Int)
    }

    /// Where it is written; a sequence's has one `%d` or `%0Nd`.
    public let path: PresetPath
    /// What is written.
    public let format: Format
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``height``.
    public let width: Int?
    /// Pixels, 1…16384; nil for the network's own, or what keeps the shape for ``width``.
    public let height: Int?
    /// Where it stands in the preset; nil for one of the command line.
    public let mark: SourceMark?

    /// The CRF where none is given.
    public static let defaultQuality = 18
    /// The most pixels of a side.
    public static let sideLimit = 16_384

    /// An output of the command line, its settings the kind's own: throws ``PresetValueError`` for a
    /// name without a known ending, or a sequence without a place for the number.
    public init(commandLine path: String) throws(PresetValueError) {
        let format =
            switch try Kind.make(path: path) {
            case .mp4: Format.h264(quality: Self.defaultQuality)
            case .gif: Format.gif
            case .png: Format.png(depth: 8)
            }
        self.init(path: PresetPath(path), format: format)
    }

    init(
        path: PresetPath, format: Format, width: Int? = nil, height: Int? = nil,
        mark: SourceMark? = nil
    ) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
        self.mark = mark
    }
}

extension OutputDescription {
    /// The kinds of file by the ending of their names.
    enum Kind: String, CaseIterable {
        case mp4
        case gif
        case png

        /// The kind of a path, its sequence pattern checked.
        static func make(path: String) throws(PresetValueError) -> Kind {
            let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            guard !name.isEmpty, !path.unicodeScalars.contains("\0") else { throw .path(path) }
            guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
                let kind = Kind(rawValue: name[name.index(after: dot)...].lowercased())
            else { throw .outputKind(path) }
            if kind == .png, !isSequence(path) { throw .sequenceNumber(path) }
            return kind
        }

        /// Whether a path has exactly one `%`, and that begins `%d` or `%0Nd` with N from 1 to 9.
        private static func isSequence(_ path: String) -> Bool {
            let parts = path.split(separator: "%", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return false }
            if parts[1].hasPrefix("d") { return true }
            let pattern = Array(parts[1].utf8.prefix(3))
            return pattern.count == 3 && pattern[0] == UInt8(ascii: "0")
                && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(pattern[1])
                && pattern[2] == UInt8(ascii: "d")
        }
    }
}
