/// An exact time of a frame: seconds from the source's first frame, as a fraction in lowest terms.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first frame's time.
    public static let zero = Timestamp(numerator: 0, per: 1)

    /// Seconds times ``denominator``.
    public let numerator: Int64

    /// 1….
    public let denominator: Int64

    /// `numerator / denominator` seconds; nil when the denominator is not positive.
    public init?(numerator: Int64, denominator: Int64) {
        guard denominator > 0 else { return nil }
        self.init(numerator: numerator, per: denominator)
    }

    /// `numerator / denominator` seconds of a denominator that is known to be positive.
    init(numerator: Int64, per denominator: Int64) {
        let divisor = Int64(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The nearest floating-point number of seconds.
    public var seconds: Double { Double(numerator) / Double(denominator) }

    /// `7/25 s`.
    public var description: String { "\(numerator)/\(denominator) s" }

    /// By time; exact, in products of twice the width.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return (a.high, a.low) < (b.high, b.low)
    }
}

/// Frames a second as an exact positive fraction in lowest terms: 24, 25, 24000/1001.
public struct PictureRate: Sendable, Hashable, CustomStringConvertible {
    /// 1….
    public let numerator: Int32

    /// 1….
    public let denominator: Int32

    /// `numerator / denominator` frames per second; nil unless both are positive.
    public init?(numerator: Int, denominator: Int = 1) {
        guard numerator > 0, denominator > 0 else { return nil }
        let divisor = Int(greatestCommonDivisor(UInt64(numerator), UInt64(denominator)))
        guard let num = Int32(exactly: numerator / divisor),
            let den = Int32(exactly: denominator / divisor)
        else { return nil }
        (self.numerator, self.denominator) = (num, den)
    }

    /// One frame a second.
    static let oneASecond = PictureRate(checked: 1, 1)

    private init(checked numerator: Int32, _ denominator: Int32) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// When frame `index` (0…) is shown: index / rate.
    public func time(ofFrame index: Int) -> Timestamp {
        Timestamp(numerator: Int64(index) * Int64(denominator), per: Int64(numerator))
    }

    /// The nearest floating-point number of frames per second.
    public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

    /// `24/1`.
    public var description: String { "\(numerator)/\(denominator)" }
}

/// Euclid's algorithm; 1 when both are zero.
private func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
}
