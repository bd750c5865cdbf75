/// Numbers as a preset writes them: decimal digits, with at most a minus and a point.
///
/// None of YAML 1.1's readings: no octal (`010` is ten), `0x10`, `1_000`, `1:30`, `.inf`, `.nan`, nor
/// an exponent.
enum StrictNumber {
    /// `12`, `-1`, `0.25`, `.5`; nil for anything else, and beyond 17 digits on a side.
    static func decimal(_ text: some StringProtocol) -> Double? {
        let digits = text.hasPrefix("-") ? Substring(text).dropFirst() : Substring(text)
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, whole.count + parts.count > 1,
            parts.dropFirst().allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.count <= 17 && $0.utf8.allSatisfy(isDigit) })
        else { return nil }
        return Double("\(text.hasPrefix("-") ? "-" : "")\(whole.isEmpty ? "0" : "")\(digits)")
    }

    /// `12`, `-1`; nil for anything else, and beyond 17 digits.
    static func whole(_ text: String) -> Int? {
        text.contains(".") ? nil : decimal(text).flatMap { Int(exactly: $0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
