extension PortableMath {
    /// sin x for |x| up to ``angleLimit``, else no number.
    package static func sine(_ x: Double) -> Double {
        guard let angle = Angle(x) else { return .nan }
        return switch angle.quadrant {
        case 0: angle.sine
        case 1: angle.cosine
        case 2: -angle.sine
        default: -angle.cosine
        }
    }

    /// cos x for |x| up to ``angleLimit``, else no number.
    package static func cosine(_ x: Double) -> Double {
        guard let angle = Angle(x) else { return .nan }
        return switch angle.quadrant {
        case 0: angle.cosine
        case 1: -angle.sine
        case 2: -angle.cosine
        default: angle.sine
        }
    }

    /// tan x for |x| up to ``angleLimit``, else no number.
    package static func tangent(_ x: Double) -> Double {
        guard let angle = Angle(x) else { return .nan }
        return angle.quadrant % 2 == 0
            ? angle.sine / angle.cosine : -(angle.cosine / angle.sine)
    }

    /// The largest angle whose quarter turns are counted exactly, 2⁵⁰.
    package static let angleLimit = 0x1p50
}

/// An angle as a whole number of quarter turns and a rest of at most π/4 on either side.
private struct Angle {
    /// 0…3.
    let quadrant: Int
    /// The rest, and what the double of it lacks.
    private let rest: DoublePair

    /// π/2 as the sum of three doubles.
    private static let quarter = (
        1.570_796_326_794_896_6, 6.123_233_995_736_766e-17, -1.497_384_904_859_183_3e-33
    )

    /// Nil beyond ``PortableMath/angleLimit``.
    init?(_ x: Double) {
        guard x.magnitude <= PortableMath.angleLimit else { return nil }
        let k = (x / Self.quarter.0).rounded(.toNearestOrEven)
        // Exact: what is left is a multiple of the smaller unit in the last place and below 1.
        let first = x.addingProduct(-k, Self.quarter.0)
        rest = DoublePair(first, 0).plus(DoublePair(product: -k, Self.quarter.1))
            .plus(DoublePair(-k * Self.quarter.2, 0))
        let turn = k.remainder(dividingBy: 4)
        quadrant = Int(turn < 0 ? turn + 4 : turn)
    }

    /// The rest's, x − x³/3! + x⁵/5! − ….
    var sine: Double {
        let (x, square) = (rest.high, rest.high * rest.high)
        var sum = 0.0
        for n in stride(from: 18.0, through: 4, by: -2) {
            sum = -square / (n * (n + 1)) * (1 + sum)
        }
        let cubic = -square / 6 * (1 + sum)
        return x + (x * cubic + rest.low * (1 - square / 2))
    }

    /// The rest's, 1 − x²/2! + x⁴/4! − ….
    var cosine: Double {
        let (x, square) = (rest.high, rest.high * rest.high)
        var sum = 0.0
        for n in stride(from: 18.0, through: 6, by: -2) {
            sum = -square / (n * (n - 1)) * (1 + sum)
        }
        let quartic = square * square / 24 * (1 + sum)
        let half = square / 2
        let most = 1 - half
        return most + (((1 - most) - half) + (quartic - x * rest.low))
    }
}
