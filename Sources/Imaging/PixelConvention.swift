/// The colours that a network takes and gives: the order of its channels and the values for black and
/// white.
///
/// ``parse(_:)`` reads what `description` prints, and what presets, the option `--io` and the metadata
/// of network files say: `rgb, 0..1`, `bgr, 0..255 -> rgb, 0..1`, `RGB 0…1, noise 15`.
public struct PixelConvention: Hashable, Sendable {
    /// The colours of the channels.
    public enum Order: String, Hashable, Sendable, CaseIterable {
        /// Red, green, blue.
        case rgb
        /// Blue, green, red.
        case bgr
        /// One channel: each colour of an image goes through the network by itself.
        case gray
        /// One channel: the luma of an image goes through the network, its colour differences are kept.
        case luma

        /// Channels of an image in this order.
        public var channels: Int { isColour ? 3 : 1 }

        /// Whether all colours of an image go through the network at once.
        public var isColour: Bool { self == .rgb || self == .bgr }

        /// The orders that a network which takes this one may give.
        public var outputs: [Order] { isColour ? [.rgb, .bgr] : [self] }
    }

    /// What goes in, or what comes out.
    public struct Side: Hashable, Sendable {
        public let order: Order
        public let range: PixelRange

        public init(_ order: Order, _ range: PixelRange) {
            (self.order, self.range) = (order, range)
        }
    }

    /// The network's input.
    public let input: Side
    /// The network's output, in one of the orders that go with the input's.
    public let output: Side
    /// The noise that a denoiser is told to expect: its standard deviation on images of 0…255, from 0
    /// to 255; nil for its usual one, and for networks that are told none.
    public let noiseLevel: Float?

    /// The values that ``noiseLevel`` can have.
    public static let noiseLevels: ClosedRange<Float> = 0...255

    /// Red, green, blue; black 0, white 1.
    public static let unit = PixelConvention(order: .rgb, range: .unit)
    /// One channel; black 0, white 1.
    public static let unitGray = PixelConvention(order: .gray, range: .unit)

    /// The same for what goes in and what comes out; no noise level.
    public init(order: Order, range: PixelRange) {
        let side = Side(order, range)
        self.init(side, side, nil)
    }

    /// What goes in and what comes out.
    ///
    /// Nil where the output's order is none of the input's ``Order/outputs``, or the noise level none of
    /// ``noiseLevels``.
    public init?(input: Side, output: Side, noiseLevel: Float? = nil) {
        guard input.order.outputs.contains(output.order),
            noiseLevel.map(Self.noiseLevels.contains) ?? true
        else { return nil }
        self.init(input, output, noiseLevel)
    }

    private init(_ input: Side, _ output: Side, _ noiseLevel: Float?) {
        (self.input, self.output, self.noiseLevel) = (input, output, noiseLevel)
    }

    /// The same colours with another noise level, brought into ``noiseLevels``; nil and NaN for none.
    public func with(noiseLevel level: Float?) -> PixelConvention {
        let range = Self.noiseLevels
        let limited = level.flatMap {
            $0.isNaN ? nil : min(max($0, range.lowerBound), range.upperBound)
        }
        return PixelConvention(input, output, limited)
    }

    /// Channels of what goes in, and of what comes out.
    public var channels: Int { input.order.channels }
}

extension PixelConvention: CustomStringConvertible {
    /// The order and the range, as `RGB 0…1`; with a noise level, as `RGB 0…1, noise 15`; with what comes
    /// out where it differs, as `BGR 0…255 → RGB 0…1`.  The inverse is ``parse(_:)``.
    public var description: String {
        let noise = noiseLevel.map { ", noise \($0.short)" } ?? ""
        return "\(input)\(noise)" + (output == input ? "" : " → \(output)")
    }
}

extension PixelConvention.Side: CustomStringConvertible {
    /// The order and the range: `RGB 0…1`.
    public var description: String {
        "\(order.rawValue.uppercased()) \(range.black.short)…\(range.white.short)"
    }
}

extension Float {
    /// The fewest digits that are read as this number, whole numbers up to a million without a point.
    fileprivate var short: String {
        self == rounded() && magnitude < 1e6 ? "\(Int(self))" : "\(self)"
    }
}
