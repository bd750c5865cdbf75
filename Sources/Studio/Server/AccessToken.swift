/// The word in the page's address that lets it in.
struct AccessToken: Sendable {
    /// 32 hexadecimal digits.
    let text: String

    /// A new one, of 128 random bits.
    init() {
        var random = SystemRandomNumberGenerator()
        text = (0..<32).map { _ in String(random.next(upperBound: UInt8(16)), radix: 16) }.joined()
    }

    /// Whether a word is this one; how long that takes tells nothing of it.
    func isSame(as word: some StringProtocol) -> Bool {
        let (own, other) = (Array(text.utf8), Array(word.utf8))
        guard own.count == other.count else { return false }
        return zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
