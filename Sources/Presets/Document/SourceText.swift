/// The text of a preset and the name of its file, for messages that show a line.
public struct SourceText: Hashable, Sendable {
    /// As the user named it; relative paths of the preset are relative to its folder.
    public let file: String
    /// Without a byte-order mark; only characters that YAML allows.
    public let text: String

    /// The most bytes a preset may have, 8 MiB: about 200 000 keyframes.
    public static let sizeLimit = 8 << 20

    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// A line, 1…, without its break; empty beyond the last.
    ///
    /// Lines end where libyaml ends them: LF, CR, CR LF, U+0085, U+2028, U+2029.
    func line(_ number: Int) -> String {
        var (current, line) = (1, String.UnicodeScalarView())
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            guard scalar.isLineBreak else {
                if current == number { line.append(scalar) }
                continue
            }
            if previous == "\r", scalar == "\n" { continue }
            current += 1
            if current > number { break }
        }
        return String(line)
    }
}

extension SourceText {
    /// A place in a source text.
    public struct Mark: Hashable, Sendable {
        /// 1….
        public let line: Int
        /// 1…, in Unicode scalars.
        public let column: Int

        /// The first character.
        static let start = Mark(line: 1, column: 1)
    }
}

extension SourceText.Mark: Comparable {
    /// In reading order.
    public static func < (left: SourceText.Mark, right: SourceText.Mark) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A value of a preset and where it is written.
public struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public let value: Value
    /// The place of the value; nil if it came from the command line.
    public let mark: SourceText.Mark?

    /// A value; without a mark, one of the command line.
    public init(_ value: Value, at mark: SourceText.Mark? = nil) {
        self.value = value
        self.mark = mark
    }
}

extension Unicode.Scalar {
    var isLineBreak: Bool {
        switch value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
