extension FrameRate {
    /// Reads `24`, `24000/1001` or an exact decimal such as `12.5`.
    ///
    /// 23.976, 29.97 and their kin are short for N × 1000/1001 and would drift by seconds in a day:
    /// they are refused with the fraction that is meant.
    public static func parse(_ text: String) throws(TimelineError) -> FrameRate {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return try parse(decimal: text) }
        guard isWhole(parts[0]), isWhole(parts[1]),
            let numerator = Int64(parts[0]), let denominator = Int64(parts[1])
        else { throw .frameRateSyntax(text) }
        guard denominator > 0 else { throw .frameRateRange(text) }
        return try FrameRate(Rational(numerator, denominator), written: text)
    }

    private static func parse(decimal text: String) throws(TimelineError) -> FrameRate {
        guard let value = Rational.parse(decimal: text) else {
            throw isNumber(text) ? .frameRateRange(text) : .frameRateSyntax(text)
        }
        if let meant = fractionMeant(by: value) {
            throw .frameRateInexact(text, exact: meant)
        }
        return try FrameRate(value, written: text)
    }

    /// The N × 1000/1001 that a decimal rounds to two or three places, for the rates in use.
    private static func fractionMeant(by value: Rational) -> String? {
        guard value.denominator != 1 else { return nil }
        let bases = [12, 15, 24, 30, 48, 60, 72, 96, 120, 240]
        let meant = bases.first { abs(value.approximation - Double($0) * 1000 / 1001) < 0.006 }
        return meant.map { "\($0 * 1000)/1001" }
    }

    private static func isWhole(_ text: Substring) -> Bool {
        Rational.parse(decimal: text)?.denominator == 1 && !text.contains(".")
    }

    /// Whether the text is a number, though one that cannot be a frame rate: negative or huge.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return Rational.parse(decimal: digits) != nil
            || !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
