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
