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
        let words = text.lowercased().replacing("…", with: "..").split {
            $0 == "," || $0.isWhitespace
        }
        let bounds = words.dropFirst().joined().split(separator: "..").compactMap { Float($0) }
        guard let order = words.first.flatMap({ Order(rawValue: String($0)) }), bounds.count == 2,
            bounds[0].isFinite, bounds[1].isFinite, bounds[0] < bounds[1]
        else {
            throw .badConvention(place: place, found: text)
        }
        self.init(order: order, range: bounds[0]...bounds[1])
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
