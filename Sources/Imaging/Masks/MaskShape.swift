/// A mask that is computed instead of read: the share of each pixel that a region has, 0…1.
///
/// Places are shares of the image's width and height from its top left, so that a shape is the same on
/// images of any size.
public enum MaskShape: Hashable, Sendable {
    /// A gradient along a line.
    case linear(LinearMask)
    /// A disc.
    case radial(RadialMask)
    /// A range of the image's own luma.
    case luma(LumaMask)

    /// The kinds of shapes, as they are written.
    public enum Kind: String, CaseIterable, Sendable {
        /// `linear`.
        case linear
        /// `radial`.
        case radial
        /// `luma`.
        case luma
    }

    /// A shape of its numbers in the order in which they are written: x₀, y₀, x₁, y₁ of a gradient; x, y
    /// and radius of a disc; from, to and perhaps the softness of a range of luma.
    ///
    /// Nil for another count, and for numbers out of their range.
    public init?(_ kind: Kind, _ numbers: [Double]) {
        switch kind {
        case .linear:
            guard numbers.count == 4,
                let mask = LinearMask(
                    from: Place(x: numbers[0], y: numbers[1]),
                    to: Place(x: numbers[2], y: numbers[3]))
            else { return nil }
            self = .linear(mask)
        case .radial:
            guard numbers.count == 3,
                let mask = RadialMask(
                    centre: Place(x: numbers[0], y: numbers[1]), radius: numbers[2])
            else { return nil }
            self = .radial(mask)
        case .luma:
            guard (2...3).contains(numbers.count), numbers[0] < numbers[1],
                let mask = LumaMask(
                    numbers[0]...numbers[1],
                    softness: numbers.count == 3 ? numbers[2] : LumaMask.usualSoftness)
            else { return nil }
            self = .luma(mask)
        }
    }

    /// A point, in shares of the image's width and height from its top left.
    public struct Place: Hashable, Sendable {
        /// 0 at the left, 1 at the right.
        public let x: Double
        /// 0 at the top, 1 at the bottom.
        public let y: Double

        /// A point.
        public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

        /// How far outside the image a point may lie.
        public static let limit = 10.0

        var isUsable: Bool { abs(x) <= Self.limit && abs(y) <= Self.limit }
    }
}

extension MaskShape {
    /// `linear:0,0,0,1`, `radial:0.5,0.5,0.3`, `luma:0.6,1` or `luma:0.6,1,0.2`.
    ///
    /// Nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
            Double($0.drop { $0 == " " })
        }
        guard !numbers.contains(nil) else { return nil }
        self.init(kind, numbers.compactMap(\.self))
    }

    /// Whether a text begins as that of a shape does, and so is not the name of a file.
    public static func isMeant(by text: String) -> Bool {
        Kind.allCases.contains { text.hasPrefix("\($0.rawValue):") }
    }
}

extension MaskShape: CustomStringConvertible {
    /// As ``init(_:)-(String)`` reads it.
    public var description: String {
        let (kind, numbers): (Kind, [Double]) =
            switch self {
            case .linear(let mask): (.linear, [mask.from.x, mask.from.y, mask.to.x, mask.to.y])
            case .radial(let mask): (.radial, [mask.centre.x, mask.centre.y, mask.radius])
            case .luma(let mask):
                (.luma, [mask.range.lowerBound, mask.range.upperBound, mask.softness])
            }
        let texts = numbers.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
        return "\(kind.rawValue):\(texts.joined(separator: ","))"
    }
}
