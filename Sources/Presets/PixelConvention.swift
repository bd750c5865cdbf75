/// The order and range of the pixel values that a network takes and gives, as in `rgb, 0..1` or
/// `bgr, 0..255 -> rgb, 0..1`.
public struct PixelConvention: Hashable, Sendable {
    /// The order of the channels.
    public enum Order: String, Hashable, Sendable, CaseIterable {
        /// Red, green, blue.
        case rgb
        /// Blue, green, red.
        case bgr
        /// One channel: each colour goes through the network by itself.
        case gray
        /// One channel: the luma goes through the network, the colour differences are kept.
        case luma

        /// Channels of a picture in this order.
        public var channels: Int { self == .gray || self == .luma ? 1 : 3 }
    }

    /// What goes in, or what comes out.
    public struct Side: Hashable, Sendable {
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
    }

    /// What the network takes.
    public let input: Side
    /// What it gives; as many channels as ``input``.
    public let output: Side
    /// The noise level that a network is told, a standard deviation in 255ths of the range, 0 to 255; nil
    /// for its usual one, and for networks that are told none.
    public let noiseLevel: Double?

    /// The same order and range for what goes in and what comes out; nil unless low is below high and
    /// both are finite.
    public init?(_ order: Order, from low: Double, to high: Double, noiseLevel: Double? = nil) {
        guard let side = Side(order, from: low, to: high) else { return nil }
        self.init(input: side, output: side, noiseLevel: noiseLevel)
    }

    /// Nil when the two sides have other numbers of channels, or the noise level is none.
    public init?(input: Side, output: Side, noiseLevel: Double? = nil) {
        guard input.order.channels == output.order.channels,
            noiseLevel.map((0...255).contains) ?? true
        else { return nil }
        (self.input, self.output, self.noiseLevel) = (input, output, noiseLevel)
    }
}

/// Text.
extension PixelConvention {
    /// Reads `ORDER, LOW..HIGH`, such as `rgb, 0..1`, `bgr, -1..1` or `gray, 0..255`, then
    /// `, noise LEVEL` for networks that are told one, then `-> ORDER, LOW..HIGH` where what comes out
    /// differs; blanks do not count.
    public static func parse(_ text: String) throws(PresetValueError) -> PixelConvention {
        let sides = text.filter { $0 != " " }.split(at: "->")
        var input = sides[0].split(separator: ",", omittingEmptySubsequences: false)
        var noiseLevel: Double?
        if input.count == 3, input[2].hasPrefix("noise") {
            guard let level = StrictNumber.decimal(input.removeLast().dropFirst(5)) else {
                throw .convention(text)
            }
            noiseLevel = level
        }
        let output = sides.count > 1 ? sides[1].split(separator: ",") : input
        guard sides.count <= 2, let first = Side(parsing: input),
            let second = Side(parsing: output),
            let convention = PixelConvention(
                input: first, output: second, noiseLevel: noiseLevel)
        else { throw .convention(text) }
        return convention
    }
}

extension PixelConvention.Side {
    /// An order and `LOW..HIGH`.
    fileprivate init?(parsing parts: [Substring]) {
        guard parts.count == 2, let order = PixelConvention.Order(rawValue: String(parts[0]))
        else { return nil }
        let bounds = parts[1].split(at: "..")
        guard bounds.count >= 2, let low = StrictNumber.decimal(bounds[0]),
            let high = StrictNumber.decimal(parts[1][bounds[1].startIndex...])
        else { return nil }
        self.init(order, from: low, to: high)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts between the places of `separator`, at least one.
    fileprivate func split(at separator: String) -> [Substring] {
        let places = indices.first { self[$0...].hasPrefix(separator) }
        guard let place = places else { return [self[startIndex...]] }
        let rest = self[index(place, offsetBy: separator.count)...]
        return [self[..<place]] + rest.split(at: separator)
    }
}

extension PixelConvention: CustomStringConvertible {
    /// As ``parse(_:)`` reads it: `rgb, 0.0..1.0`.
    public var description: String {
        let noise = noiseLevel.map { ", noise \($0)" } ?? ""
        return "\(input)\(noise)" + (output == input ? "" : " -> \(output)")
    }
}

extension PixelConvention.Side: CustomStringConvertible {
    /// The order and the range: `rgb, 0.0..1.0`.
    public var description: String { "\(order.rawValue), \(low)..\(high)" }
}
