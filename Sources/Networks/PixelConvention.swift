/// The colours that a network takes and gives: channel order and range of sRGB-encoded values.
public struct PixelConvention: Sendable, Hashable, CustomStringConvertible {
    /// Which colour each channel holds.
    public enum Order: String, Sendable, Hashable {
        case rgb
        case bgr
        /// One channel: each colour of a picture goes through the network by itself.
        case gray
        /// One channel: the luma of a picture goes through, its colour differences are kept.
        case luma
    }

    /// What the network takes.
    public let order: Order
    /// The values for black and for white that the network takes.
    public let range: ClosedRange<Float>
    /// What the network gives; as many channels as `order`.
    public let outputOrder: Order
    /// The values for black and for white that the network gives.
    public let outputRange: ClosedRange<Float>
    /// What a denoiser that asks for it is told of the noise: its standard deviation on pictures of
    /// 0…255, from 0 to 255; nil for other networks.
    public let noiseLevel: Float?

    /// One convention for what goes in and what comes out.
    public init(order: Order, range: ClosedRange<Float>) {
        self.init(order: order, range: range, outputOrder: order, outputRange: range)
    }

    /// What goes in, and what comes out; one-channel networks keep their order.
    public init(
        order: Order, range: ClosedRange<Float>, outputOrder: Order,
        outputRange: ClosedRange<Float>, noiseLevel: Float? = nil
    ) {
        self.order = order
        self.range = range
        let isColour = order == .rgb || order == .bgr
        self.outputOrder =
            isColour && (outputOrder == .rgb || outputOrder == .bgr)
            ? outputOrder : order
        self.outputRange = outputRange
        self.noiseLevel = noiseLevel
    }

    /// Red, green, blue, black 0, white 1.
    public static let unit = PixelConvention(order: .rgb, range: 0...1)

    /// One channel, black 0, white 1.
    public static let unitGray = PixelConvention(order: .gray, range: 0...1)

    /// The same colours with another noise level.
    public func with(noiseLevel: Float?) -> PixelConvention {
        PixelConvention(
            order: order, range: range, outputOrder: outputOrder, outputRange: outputRange,
            noiseLevel: noiseLevel)
    }

    /// The same, with a network's usual noise level where none is stated.
    func with(usualNoiseLevel: Float?) -> PixelConvention {
        with(noiseLevel: noiseLevel ?? usualNoiseLevel)
    }

    /// Reads `RGB 0..1`, `bgr, -1..1` or `RGB 0…255`: an order, then black and white; then, as in
    /// `rgb, 0..1, noise 15`, a noise level; after `->` what comes out, where that is another.
    ///
    /// - Parameter place: where the text stands, for messages.
    public init(parsing text: String, place: String) throws(GraphError) {
        let arrows = text.lowercased().replacing("→", with: "->")
        let sides = arrows.split(separator: "->", omittingEmptySubsequences: false)
            .map(Self.side)
        guard sides.count <= 2, let input = sides[0], let output = sides[sides.count - 1],
            Self.channels(input.order) == Self.channels(output.order),
            sides.count == 1 || output.noiseLevel == nil
        else {
            throw .badConvention(place: place, found: text)
        }
        self.init(
            order: input.order, range: input.range, outputOrder: output.order,
            outputRange: output.range, noiseLevel: input.noiseLevel)
    }

    private static func side(
        _ text: Substring
    ) -> (order: Order, range: ClosedRange<Float>, noiseLevel: Float?)? {
        let separators: (Character) -> Bool = { $0 == "," || $0.isWhitespace }
        let parts = text.split(separator: "noise", omittingEmptySubsequences: false)
        let words = parts[0].split(maxSplits: 1, whereSeparator: separators)
        guard parts.count <= 2, words.count == 2, let order = Order(rawValue: String(words[0]))
        else { return nil }
        var colours = words[1].drop(while: separators)
        guard parts.count == 2 else { return range(colours).map { (order, $0, nil) } }
        while let last = colours.last, separators(last) { colours.removeLast() }
        guard let range = range(colours), let level = number(parts[1]), (0...255).contains(level)
        else { return nil }
        return (order, range, level)
    }

    /// Reads `0..1`; three dots and `…` stand for the two.
    private static func range(_ text: Substring) -> ClosedRange<Float>? {
        let plain = text.replacing("...", with: "..").replacing("…", with: "..")
        let bounds = plain.split(separator: "..", omittingEmptySubsequences: false).map(number)
        guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low < high,
            (high - low).isFinite
        else { return nil }
        return low...high
    }

    private static func number(_ text: Substring) -> Float? {
        let words = text.split(whereSeparator: \.isWhitespace)
        let isDecimal = words.allSatisfy { $0.allSatisfy("0123456789.+-e".contains) }
        return words.count == 1 && isDecimal ? Float(words[0]) : nil
    }

    /// Channels a picture of this order has.
    public var channels: Int { Self.channels(order) }

    private static func channels(_ order: Order) -> Int { order == .rgb || order == .bgr ? 3 : 1 }

    /// The order and the range, as `RGB 0…1`; with a noise level, as `RGB 0…1, noise 15`; with what comes
    /// out where it is another, as `BGR 0…255 → RGB 0…1`.
    public var description: String {
        let (input, output) = (Self.text(order, range), Self.text(outputOrder, outputRange))
        let noise = noiseLevel.map { ", noise \(Self.text($0))" } ?? ""
        return input + noise + (input == output ? "" : " → \(output)")
    }

    private static func text(_ order: Order, _ range: ClosedRange<Float>) -> String {
        "\(order.rawValue.uppercased()) \(text(range.lowerBound))…\(text(range.upperBound))"
    }

    private static func text(_ bound: Float) -> String {
        bound == bound.rounded() && abs(bound) < 1e6 ? "\(Int(bound))" : "\(bound)"
    }
}
