/// The colours that a network takes or gives: channel order and range of sRGB-encoded values.
public struct PixelConvention: Sendable, Hashable, CustomStringConvertible {
    /// Which colour each channel holds.
    public enum Order: String, Sendable, Hashable {
        case rgb
        case bgr
        case gray
    }

    public let order: Order
    /// The network's values for black and for white.
    public let range: ClosedRange<Float>

    public init(order: Order, range: ClosedRange<Float>) {
        self.order = order
        self.range = range
    }

    /// Red, green, blue, black 0, white 1.
    public static let unit = PixelConvention(order: .rgb, range: 0...1)

    /// Reads `RGB 0..1`, `bgr, -1..1` or `RGB 0…255`: an order, then black and white.
    ///
    /// - Parameter place: where the text stands, for messages.
    public init(parsing text: String, place: String) throws(GraphError) {
        let separators: (Character) -> Bool = { $0 == "," || $0.isWhitespace }
        let words = text.lowercased().split(maxSplits: 1, whereSeparator: separators)
        guard words.count == 2, let order = Order(rawValue: String(words[0])),
            let range = Self.range(words[1].drop(while: separators))
        else {
            throw .badConvention(place: place, found: text)
        }
        self.init(order: order, range: range)
    }

    /// Reads `0..1`; three dots and `…` stand for the two.
    private static func range(_ text: Substring) -> ClosedRange<Float>? {
        let plain = text.replacing("...", with: "..").replacing("…", with: "..")
        let bounds = plain.split(separator: "..", omittingEmptySubsequences: false).map { bound in
            let digits = bound.trimmingPrefix(while: \.isWhitespace)
                .prefix { !$0.isWhitespace }
            let isNumber = bound.allSatisfy { "0123456789.+-e".contains($0) || $0.isWhitespace }
            return isNumber ? Float(digits) : nil
        }
        guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low < high,
            (high - low).isFinite
        else { return nil }
        return low...high
    }

    /// Channels a picture of this order has.
    public var channels: Int { order == .gray ? 1 : 3 }

    /// The order and the range, as `RGB 0…1`.
    public var description: String {
        "\(order.rawValue.uppercased()) \(Self.text(range.lowerBound))…\(Self.text(range.upperBound))"
    }

    private static func text(_ bound: Float) -> String {
        bound == bound.rounded() && abs(bound) < 1e6 ? "\(Int(bound))" : "\(bound)"
    }
}
