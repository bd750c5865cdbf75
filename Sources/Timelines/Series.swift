/// Functions by their power series.
///
/// The C library's differ in the last bit from one processor to another; an output must not.
enum Series {
    /// cos x to 1e-16 for 0…π/2, and with an error of about 2e-16 up to a million.
    static func cosine(_ x: Double) -> Double {
        guard x.magnitude > .pi / 2 else { return shortCosine(x) }
        let (quarters, rest) = quarters(of: x)
        return switch quarters & 3 {
        case 0: shortCosine(rest)
        case 1: -shortSine(rest)
        case 2: -shortCosine(rest)
        default: shortSine(rest)
        }
    }

    /// sin x with an error of about 2e-16 up to a million.
    static func sine(_ x: Double) -> Double {
        let (quarters, rest) = quarters(of: x)
        return switch quarters & 3 {
        case 0: shortSine(rest)
        case 1: shortCosine(rest)
        case 2: -shortSine(rest)
        default: -shortCosine(rest)
        }
    }

    /// eˣ with a relative error of about 3e-16; 0 below −708, infinite above 709.
    static func exponential(_ x: Double) -> Double {
        guard x > -708 else { return x.isNaN ? x : 0 }
        guard x < 709 else { return .infinity }
        // x = k ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts, of which the first times k is exact.
        let whole = (x * 1.442_695_040_888_963_4).rounded()
        let rest = (x - whole * 0x1.62e42feep-1) - whole * 0x1.a39ef35793c76p-33
        var sum = 1.0
        for k in stride(from: 18.0, to: 0, by: -1) { sum = 1 + rest / k * sum }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }

    /// 2ˣ by the power series of the exponential of its fraction, Σ (x ln 2)ᵏ / k!, to 2e-16.
    static func powerOfTwo(_ x: Double) -> Double {
        let whole = x.rounded(.down)
        let exponent = (x - whole) * 0.693_147_180_559_945_3
        var sum = 1.0
        for k in stride(from: 20.0, to: 0, by: -1) { sum = 1 + exponent / k * sum }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }

    /// sinh x / x for 0…1: Σ x²ᵏ / (2k + 1)!.
    static func hyperbolicSineOverArgument(_ x: Double) -> Double {
        var sum = 1.0
        for k in stride(from: 20.0, to: 0, by: -2) { sum = 1 + x * x / (k * (k + 1)) * sum }
        return sum
    }

    /// cosh x for 0…1: Σ x²ᵏ / (2k)!.
    static func hyperbolicCosine(_ x: Double) -> Double {
        var sum = 1.0
        for k in stride(from: 20.0, to: 0, by: -2) { sum = 1 + x * x / ((k - 1) * k) * sum }
        return sum
    }

    /// k and r with x = k π/2 + r and |r| ≤ π/4.
    ///
    /// π/2 in three parts, of which the first two have 33 bits, so that their products with k are exact
    /// (W. Cody, W. Waite, "Software Manual for the Elementary Functions", 1980).
    private static func quarters(of x: Double) -> (quarters: Int, rest: Double) {
        guard x.magnitude < 1e6 else { return (0, x.isFinite ? 0 : .nan) }
        let count = (x * 0.636_619_772_367_581_3).rounded()
        let rest =
            ((x - count * 0x1.921fb544p0) - count * 0x1.0b4611a6p-34)
            - count * 0x1.3198a2e037073p-69
        return (Int(count), rest)
    }

    /// Σ (−1)ᵏ x²ᵏ / (2k)!, for −π/2…π/2.
    private static func shortCosine(_ x: Double) -> Double {
        var sum = 1.0
        for k in stride(from: 24.0, to: 0, by: -2) { sum = 1 - x * x / ((k - 1) * k) * sum }
        return sum
    }

    /// Σ (−1)ᵏ x²ᵏ⁺¹ / (2k + 1)!, for −π/2…π/2.
    private static func shortSine(_ x: Double) -> Double {
        var sum = 1.0
        for k in stride(from: 24.0, to: 0, by: -2) { sum = 1 - x * x / (k * (k + 1)) * sum }
        return x * sum
    }
}
