extension Rational {
    /// The most digits that may stand on either side of the decimal point.
    static let digitLimit = 9

    /// Reads `12` or `12.5` exactly: ASCII digits, at most nine on each side of the point; nil for
    /// anything else (signs, exponents, underscores, hexadecimal, a point without digits).
    static func parse(decimal text: some StringProtocol) -> Rational? {
        let parts = Substring(text).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(isShortDigits), let whole = parts.first,
            let last = parts.last
        else { return nil }
        let fraction = parts.count == 2 ? last.count : 0
        let digits = parts.count == 2 ? String(whole) + String(last) : String(whole)
        guard let numerator = Int64(digits) else { return nil }
        let scale = (0..<fraction).reduce(Int64(1)) { power, _ in power * 10 }
        return try? Rational(numerator, scale)
    }

    private static func isShortDigits(_ text: Substring) -> Bool {
        (1...digitLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    /// `2.5`, `-3`; nil for what nine decimal places do not hold exactly.
    var decimal: String? {
        guard denominator > 1 else { return "\(numerator)" }
        let billion: Int64 = 1_000_000_000
        guard billion % denominator == 0 else { return nil }
        let (whole, rest) = numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator.magnitude)
        let places = String(rest * UInt64(billion / denominator))
        let padded = String(repeating: "0", count: Self.digitLimit - places.count) + places
        let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
        return "\(numerator < 0 ? "-" : "")\(whole).\(String(trimmed))"
    }
}
