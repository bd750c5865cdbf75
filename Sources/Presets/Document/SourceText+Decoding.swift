extension SourceText {
    /// Decodes the bytes of a preset: UTF-8 with or without a byte-order mark, any line break, at most
    /// ``sizeLimit`` bytes, no control characters and no U+FDD0…U+FDEF, which Unicode keeps for
    /// programs and the composer uses.
    static func make(_ bytes: [UInt8], file: String) throws(PresetProblems) -> SourceText {
        func problem(_ message: String, at mark: SourceText.Mark = .start) -> PresetProblems {
            PresetProblems(file: file, [PresetProblems.Problem(at: mark, message, sourceLine: "")])
        }
        guard bytes.count <= sizeLimit else { throw tooLarge(bytes.count, file: file) }
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
            throw problem("UTF-16, expected UTF-8")
        }
        let hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let content = bytes.dropFirst(hasByteOrderMark ? 3 : 0)
        guard let text = String(validating: content, as: UTF8.self) else {
            let (mark, offset) = firstInvalidByte(of: content)
            throw problem("byte \(offset) is not UTF-8, expected UTF-8 throughout", at: mark)
        }
        let source = SourceText(file: file, text: text)
        if let (mark, scalar) = source.firstForbidden() {
            throw PresetProblems(
                file: file,
                [
                    PresetProblems.Problem(
                        at: mark, "\(scalar.forbiddenName), expected text",
                        sourceLine: source.line(mark.line))
                ])
        }
        return source
    }

    static func tooLarge(_ count: Int, file: String) -> PresetProblems {
        let message = "\(count) bytes, expected at most \(sizeLimit)"
        return PresetProblems(
            file: file, [PresetProblems.Problem(at: .start, message, sourceLine: "")])
    }

    /// Where decoding fails first: the place, and the offset in the file.
    private static func firstInvalidByte(of bytes: ArraySlice<UInt8>) -> (SourceText.Mark, Int) {
        var (decoder, iterator) = (UTF8(), bytes.makeIterator())
        var (position, offset) = (Position(), bytes.startIndex)
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            position.advance(over: scalar)
            offset += UTF8.width(scalar)
        }
        return (position.mark, offset)
    }

    /// The first character that may not stand in a preset, raw or (for U+FDD0…U+FDEF) as an escape.
    private func firstForbidden() -> (SourceText.Mark, Unicode.Scalar)? {
        guard !text.utf8.allSatisfy(\.isHarmless) else { return nil }
        let scalars = text.unicodeScalars
        var position = Position()
        for index in scalars.indices {
            let scalar = scalars[index]
            let isEscape = scalar == "\\" && scalars[index...].prefix(10).isReservedEscape
            if isEscape || !scalar.isPresetCharacter { return (position.mark, scalar) }
            position.advance(over: scalar)
        }
        return nil
    }
}

extension UInt8 {
    /// Whether a byte is a character of its own that is always allowed.
    fileprivate var isHarmless: Bool {
        switch self {
        case 0x5C: false
        case 0x09, 0x0A, 0x0D, 0x20...0x7E: true
        default: false
        }
    }
}

/// A reader's place while it walks through scalars.
private struct Position {
    var line = 1
    var column = 1
    var previous: Unicode.Scalar = " "

    var mark: SourceText.Mark { SourceText.Mark(line: line, column: column) }

    mutating func advance(over scalar: Unicode.Scalar) {
        let isSecondHalf = previous == "\r" && scalar == "\n"
        if scalar.isLineBreak {
            line += isSecondHalf ? 0 : 1
            column = 1
        } else {
            column += 1
        }
        previous = scalar
    }
}

extension Unicode.Scalar {
    /// What YAML 1.2 calls printable (chapter 5.1), without U+FDD0…U+FDEF.
    fileprivate var isPresetCharacter: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF: true
        case 0xFDD0...0xFDEF, 0xFEFF: false
        case 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    fileprivate var forbiddenName: String {
        guard self != "\\" else { return "an escape of U+FDD0…U+FDEF" }
        let digits = String(value, radix: 16, uppercase: true)
        return "character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Substring.UnicodeScalarView {
    /// `\uFDD0`, `\U0000FDE5` and their like.
    fileprivate var isReservedEscape: Bool {
        let text = String(self).lowercased()
        return text.hasPrefix("\\ufdd") || text.hasPrefix("\\ufde")
            || text.hasPrefix("\\u0000fdd") || text.hasPrefix("\\u0000fde")
    }
}
