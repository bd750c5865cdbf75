extension Time {
    /// Seconds as other programs write them: `1.5`, `0.041666666666666664`, `1e-3`; nil for no number, one
    /// below 0, and one of a billion or more.
    ///
    /// Exact with up to nine digits behind the point, else rounded to a billionth of a second.
    package init?(decimalSeconds text: some StringProtocol) {
        if let exact = Rational.parse(decimal: text) {
            self.init(exact)
            return
        }
        let isNumber = text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
        guard isNumber, let seconds = Double(text), (0..<1e9).contains(seconds) else { return nil }
        let whole = seconds.rounded(.down)
        let billionths = ((seconds - whole) * 1e9).rounded()
        guard
            let time = try? Rational(
                Int64(whole) * 1_000_000_000 + Int64(billionths), 1_000_000_000)
        else { return nil }
        self.init(time)
    }
}
