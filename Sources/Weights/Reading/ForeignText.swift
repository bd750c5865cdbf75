/// Text in place of a network: a web page or an error that a server sent, or a Git LFS pointer.
struct ForeignText {
    /// The kind of file found.
    let found: String
    /// The remedy.
    let remedy: String
    /// Whether nothing but the absence of other bytes says that it is text.
    let isPlain: Bool

    /// Recognises text by a file's first bytes; nil for another file, and for the text of an ncnn network.
    init?(firstBytes bytes: [UInt8]) {
        guard let text = Self.text(bytes), !text.starts(with: "7767517") else { return nil }
        let start = text.prefix(100).lowercased()
        func isAny(_ starts: [String]) -> Bool { starts.contains(where: start.hasPrefix) }
        let again = "download it again"
        if isAny(["<!doctype html", "<html", "<head", "<body"]) {
            self.init(found: "a web page, not a network", remedy: again, isPlain: false)
        } else if isAny(["version https://git-lfs"]) {
            self = Self.pointer(text)
        } else {
            let isPlain = !isAny(["<", "{", "["])
            let kind = isPlain ? "text" : isAny(["<"]) ? "XML" : "JSON"
            self.init(
                found: "\(kind), not a network: \(Self.excerpt(text))", remedy: again,
                isPlain: isPlain)
        }
    }

    private init(found: String, remedy: String, isPlain: Bool) {
        (self.found, self.remedy, self.isPlain) = (found, remedy, isPlain)
    }

    /// What Git LFS leaves where it has not fetched a file (git-lfs, docs/spec.md).
    private static func pointer(_ text: Substring) -> ForeignText {
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("size ") }
        let size = line.flatMap { Int($0.dropFirst("size ".count)) }
        let file = size.map { "a file of \($0) bytes" } ?? "a file"
        return ForeignText(
            found: "a Git LFS pointer to \(file), not the file itself",
            remedy: "'git lfs pull' fetches it", isPlain: false)
    }

    /// The characters after white space and a byte order mark; nil where there are others than text has.
    private static func text(_ bytes: [UInt8]) -> Substring? {
        let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || (9...13).contains($0) }
        guard isText else { return nil }
        // Of a longer file they may end inside a character.
        let cuts = bytes.count < FileFormat.prefixLength ? 0..<1 : 0..<4
        let text = cuts.lazy.compactMap {
            String(validating: bytes.dropLast($0), as: UTF8.self)
        }.first
        let rest = text?.drop { $0.isWhitespace || $0 == "\u{feff}" }
        return rest?.isEmpty == false ? rest : nil
    }

    /// The first 60 characters, on one line.
    private static func excerpt(_ text: Substring) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 60 ? "\(words.prefix(60))…" : words
    }
}
