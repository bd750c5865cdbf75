/// The order and range of the pixel values that a network takes and gives, as in `rgb, 0..1`.
public struct PixelConvention: Hashable, Sendable {
    /// The order of the channels.
    public enum Order: String, Hashable, Sendable, CaseIterable {
        /// Red, green, blue.
        case rgb
        /// Blue, green, red.
        case bgr
        /// One channel.
        case gray
    }

    /// The order of the channels.
    public let order: Order
    /// What stands for black; below ``high``.
    public let low: Double
    /// What stands for white.
    public let high: Double

    /// Nil unless low is below high and both are finite.
    public init?(_ order: Order, from low: Double, to high: Double) {
        guard low < high, low.isFinite, high.isFinite else { return nil }
        (self.order, self.low, self.high) = (order, low, high)
    }

    /// Reads `ORDER, LOW..HIGH`, such as `rgb, 0..1`, `bgr, -1..1` or `gray, 0..255`; blanks do not
    /// count.
    public static func parse(_ text: String) throws(PresetValueError) -> PixelConvention {
        let parts = text.filter { $0 != " " }.split(
            separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let order = Order(rawValue: String(parts[0])),
            let range = parts[1].range(of: ".."),
            let low = StrictNumber.decimal(parts[1][..<range.lowerBound]),
            let high = StrictNumber.decimal(parts[1][range.upperBound...]),
            let convention = PixelConvention(order, from: low, to: high)
        else { throw .convention(text) }
        return convention
    }
}

extension Substring {
    /// The first place of `text`.
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map {
            $0..<index($0, offsetBy: text.count)
        }
    }
}

extension PixelConvention: CustomStringConvertible {
    /// As ``parse(_:)`` reads it: `rgb, 0.0..1.0`.
    public var description: String { "\(order.rawValue), \(low)..\(high)" }
}
