/// The normal distribution of mean 0 and deviation 1.
///
/// The C library's exp and erf differ in the last bit from one processor to another; a mask must not.
enum NormalDistribution {
    /// φ(x) = e^(−x²/2) / √(2π).
    static func density(_ x: Double) -> Double { decay(x * x / 2) * 0.398_942_280_401_432_7 }

    /// Φ(x), the share below x: ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …), to 1e-15 (G. Marsaglia, "Evaluating the
    /// normal distribution", 2004).
    static func cumulative(_ x: Double) -> Double {
        guard x > -8 else { return 0 }
        guard x < 8 else { return 1 }
        var (term, sum, k) = (x, x, 1.0)
        while abs(term) > 1e-17 * abs(sum) {
            k += 2
            term *= x * x / k
            sum += term
        }
        return min(max(0.5 + density(x) * sum, 0), 1)
    }

    /// e^(−x) for x ≥ 0: the power series of e^(−x/2ⁿ), squared n times, with x/2ⁿ below ½.
    static func decay(_ x: Double) -> Double {
        guard x < 745 else { return 0 }
        var (part, squarings) = (x, 0)
        while part >= 0.5 {
            part /= 2
            squarings += 1
        }
        var sum = 1.0
        for k in stride(from: 16.0, to: 0, by: -1) { sum = 1 - part / k * sum }
        for _ in 0..<squarings { sum *= sum }
        return sum
    }
}
