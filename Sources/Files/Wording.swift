extension String {
    /// The text as it can be shown on a terminal or in a log: on one line, and what a terminal would act
    /// on or readers would be deceived by is written as `\u{1b}`.
    ///
    /// Everything that comes from outside passes through here before it is shown: paths, names, metadata,
    /// lines of presets, what libraries say.
    package var printable: String {
        guard unicodeScalars.contains(where: { !$0.isPrintable }) else { return self }
        return unicodeScalars.map(\.printable).joined()
    }
}

extension Unicode.Scalar {
    /// Whether it can be shown as it is.
    ///
    /// What cannot: control characters (C0, DEL, C1), line and paragraph separators, and format
    /// characters, among them those that turn the direction of text.  The joiners U+200C and U+200D
    /// can: some scripts do not write without them.
    package var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: value == 0x200C || value == 0x200D
        default: true
        }
    }

    /// The character itself, or `\u{…}` with its number in hexadecimal.
    package var printable: String {
        isPrintable ? String(Character(self)) : "\\u{\(String(value, radix: 16))}"
    }

    /// Columns of a terminal that ``printable`` takes: 0 for marks above others, 2 for wide characters.
    ///
    /// Source: Unicode Standard Annex 11, East Asian Width, classes W and F.
    package var columns: Int {
        guard isPrintable else { return printable.unicodeScalars.count }
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The vowels and final consonants of Hangul syllables that are spelled out.
        if 0x1160...0x11FF ~= value { return 0 }
        let isWide = properties.isEmojiPresentation || Self.wide.contains { $0 ~= value }
        return isWide ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0xA4C6,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

extension String {
    /// In single quotes, on one line, at most 40 characters; what cannot be shown is written out as
    /// ``printable`` does.
    package var quoted: String {
        "'\(String(prefix(40)).printable)\(dropFirst(40).isEmpty ? "" : "…")'"
    }
}

extension [String] {
    /// `a, b or c`; of more than eight, the first eight and how many there are.
    package var listed: String {
        guard count <= 8 else { return "\(prefix(8).joined(separator: ", ")), … (\(count))" }
        return alternatives
    }

    /// `a, b or c`, however many there are.
    package var alternatives: String {
        guard count > 1, let last else { return first ?? "none" }
        return "\(dropLast().joined(separator: ", ")) or \(last)"
    }
}
extension Double {
    /// Up to three decimals, never with a comma; of numbers of 0 or more.
    package var thousandths: String {
        let thousandths = Int((self * 1000).rounded())
        let rest = String(String(thousandths % 1000 + 1000).dropFirst())
        let digits = rest.reversed().drop { $0 == "0" }.reversed()
        return "\(thousandths / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
    }
}
