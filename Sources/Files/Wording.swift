extension String {
    /// In single quotes, one line, at most 40 characters; what cannot be shown is escaped.
    package var quoted: String {
        let shown = prefix(40).unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "'\(shown.joined())\(dropFirst(40).isEmpty ? "" : "…")'"
    }
}

extension [String] {
    /// `a, b or c`; of more than eight, the first eight and how many there are.
    package var listed: String {
        guard count <= 8 else { return "\(prefix(8).joined(separator: ", ")), … (\(count))" }
        guard count > 1, let last else { return first ?? "none" }
        return "\(dropLast().joined(separator: ", ")) or \(last)"
    }
}
