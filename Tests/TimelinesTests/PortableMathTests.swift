import Foundation
import Testing

@testable import Timelines

/// Against values of mpmath 1.3 with 300 bits, printed as the nearest doubles, and against the C library.
@Suite struct PortableMathTests {
    /// Name, x, y, value.
    static let table: [(String, Double, Double, Double)] = [
        ("sin", 0.1, 0.0, 0.09983341664682815),
        ("cos", 0.1, 0.0, 0.9950041652780258),
        ("tan", 0.1, 0.0, 0.10033467208545055),
        ("sin", 0.5, 0.0, 0.479425538604203),
        ("cos", 0.5, 0.0, 0.8775825618903728),
        ("tan", 0.5, 0.0, 0.5463024898437905),
        ("sin", 1.0, 0.0, 0.8414709848078965),
        ("cos", 1.0, 0.0, 0.5403023058681398),
        ("tan", 1.0, 0.0, 1.5574077246549023),
        ("sin", 2.0, 0.0, 0.9092974268256817),
        ("cos", 2.0, 0.0, -0.4161468365471424),
        ("tan", 2.0, 0.0, -2.185039863261519),
        ("sin", -3.0, 0.0, -0.1411200080598672),
        ("cos", -3.0, 0.0, -0.9899924966004454),
        ("tan", -3.0, 0.0, 0.1425465430742778),
        ("sin", 22.0, 0.0, -0.008851309290403876),
        ("cos", 22.0, 0.0, -0.9999608263946371),
        ("tan", 22.0, 0.0, 0.00885165604168446),
        ("sin", 1e-09, 0.0, 1e-09),
        ("cos", 1e-09, 0.0, 1.0),
        ("tan", 1e-09, 0.0, 1e-09),
        ("sin", 355.0, 0.0, -3.014435335948845e-05),
        ("cos", 355.0, 0.0, -0.999999999545659),
        ("tan", 355.0, 0.0, 3.0144353373184265e-05),
        ("sin", 100000.0, 0.0, 0.03574879797201651),
        ("cos", 100000.0, 0.0, -0.9993608074382124),
        ("tan", 100000.0, 0.0, -0.035771662952898776),
        ("sin", 1000000000.5, 0.0, 0.8807272059732143),
        ("cos", 1000000000.5, 0.0, 0.47362388945091793),
        ("tan", 1000000000.5, 0.0, 1.8595497938126808),
        ("sin", 797744621261887.9, 0.0, 0.7598070251433926),
        ("cos", 797744621261887.9, 0.0, -0.6501486634168742),
        ("tan", 797744621261887.9, 0.0, -1.1686665956524556),
        ("sin", 3.141592653589793, 0.0, 1.2246467991473532e-16),
        ("cos", 3.141592653589793, 0.0, -1.0),
        ("tan", 3.141592653589793, 0.0, -1.2246467991473532e-16),
        ("sin", 3141.5926535897934, 0.0, 1.3333070495890074e-13),
        ("cos", 3141.5926535897934, 0.0, 1.0),
        ("tan", 3141.5926535897934, 0.0, 1.3333070495890074e-13),
        ("exp", 0.0, 0.0, 1.0),
        ("exp", 1.0, 0.0, 2.718281828459045),
        ("exp", -1.0, 0.0, 0.36787944117144233),
        ("exp", 1e-10, 0.0, 1.0000000001),
        ("exp", 0.34, 0.0, 1.4049475905635938),
        ("exp", 0.35, 0.0, 1.4190675485932571),
        ("exp", 10.5, 0.0, 36315.502674246636),
        ("exp", 100.0, 0.0, 2.6881171418161356e+43),
        ("exp", 700.25, 0.0, 1.3022997366991783e+304),
        ("exp", -700.25, 0.0, 7.678723813110872e-305),
        ("log", 0.5, 0.0, -0.6931471805599453),
        ("log", 2.0, 0.0, 0.6931471805599453),
        ("log", 0.999999, 0.0, -1.000000500029089e-06),
        ("log", 1.000001, 0.0, 9.999994999180668e-07),
        ("log", 1.41421356, 0.0, 0.3465735886019411),
        ("log", 1.4142136, 0.0, 0.346573616886212),
        ("log", 3.0, 0.0, 1.0986122886681098),
        ("log", 10.0, 0.0, 2.302585092994046),
        ("log", 1e+300, 0.0, 690.7755278982137),
        ("log", 1e-300, 0.0, -690.7755278982137),
        ("pow", 2.0, 0.5, 1.4142135623730951),
        ("pow", 10.0, -3.0, 0.001),
        ("pow", 1.1, 64.0, 445.79156845259257),
        ("pow", 1.1, -64.0, 0.002243200793301555),
        ("pow", 0.3, 7.7, 9.415289134866057e-05),
        ("pow", 123.456, -9.25, 4.5031056357259025e-20),
        ("pow", 1.0000001, 10000000.0, 2.7182816941320818),
        ("pow", 7.0, 100.0, 3.234476509624758e+84),
        ("pow", 0.9, 2000.5, 2.8982786215262226e-92),
    ]

    @Test func `values are those of mpmath to a unit in the last place`() {
        for (name, x, y, expected) in Self.table {
            let value = Self.value(name, x, y)
            let limit = name == "tan" ? 2.0 : 1.0
            #expect(abs(value - expected) <= limit * expected.ulp, "\(name) \(x) \(y): \(value)")
        }
    }

    @Test func `values are near those of the C library over wide ranges`() {
        var generator = SystemRandomNumberGenerator()
        let scales: [Double] = [1, 10, 1e3, 1e6, 1e12]
        for _ in 0..<20_000 {
            let scale = scales.randomElement(using: &generator) ?? 1
            let x = Double.random(in: -scale...scale, using: &generator)
            #expect(abs(PortableMath.sine(x) - sin(x)) <= 2 * sin(x).ulp, "sin \(x)")
            #expect(abs(PortableMath.cosine(x) - cos(x)) <= 2 * cos(x).ulp, "cos \(x)")
            let exponent = Double.random(in: -740...709, using: &generator)
            let power = PortableMath.exponential(exponent)
            #expect(abs(power - exp(exponent)) <= 2 * exp(exponent).ulp, "exp \(exponent)")
            let logarithm = PortableMath.logarithm(power)
            #expect(abs(logarithm - log(power)) <= 2 * log(power).ulp, "log \(power)")
        }
    }

    @Test func `what has no value is no number or infinite`() {
        #expect(PortableMath.sine(.infinity).isNaN && PortableMath.cosine(0x1p51).isNaN)
        #expect(PortableMath.tangent(.nan).isNaN)
        #expect(PortableMath.logarithm(0) == -.infinity && PortableMath.logarithm(-1).isNaN)
        #expect(PortableMath.logarithm(.infinity) == .infinity)
        #expect(PortableMath.exponential(710) == .infinity && PortableMath.exponential(-800) == 0)
        #expect(PortableMath.exponential(.nan).isNaN)
        #expect(PortableMath.power(-8, 1.0 / 3).isNaN && PortableMath.power(0, -1) == .infinity)
        #expect(PortableMath.power(0, 0) == 1 && PortableMath.power(0, 2.5) == 0)
        #expect(PortableMath.power(-2, 3) == -8 && PortableMath.power(-2, 101) == -0x1p101)
        #expect(
            PortableMath.power(3, 33) == 5_559_060_566_555_523
                && PortableMath.power(10, 400).isInfinite)
    }

    @Test func `noise is even, smooth and of its seed`() throws {
        let many = (0..<10_000).map { Noise.random(Double($0), seed: 7) }
        #expect(many.allSatisfy { (0..<1).contains($0) })
        // Within 4 standard errors of an even spread: 1/2 ± 4/√(12 n), and in ten parts of n/10 ± 4 √(0.09 n).
        #expect(abs(many.reduce(0, +) / 10_000 - 0.5) < 0.0116)
        for part in 0..<10 {
            let share = many.count { Int($0 * 10) == part }
            #expect(abs(share - 1000) < 120, "\(part): \(share)")
        }
        for (x, value) in many.enumerated() {
            #expect(Noise.smooth(Double(x), seed: 7) == value)
            #expect(Noise.random(Double(x), seed: 8) != value)
        }
        // The steepest way is 15/8 of a step, here a thousandth.
        for step in 0..<10_000 {
            let x = Double(step) / 1000
            #expect(
                abs(Noise.smooth(x + 0.001, seed: 1) - Noise.smooth(x, seed: 1)) < 0.001875 * 1.01)
        }
        #expect(Noise.random(-0.0, seed: 0) == Noise.random(0, seed: -0.0))
    }

    private static func value(_ name: String, _ x: Double, _ y: Double) -> Double {
        switch name {
        case "sin": PortableMath.sine(x)
        case "cos": PortableMath.cosine(x)
        case "tan": PortableMath.tangent(x)
        case "exp": PortableMath.exponential(x)
        case "log": PortableMath.logarithm(x)
        default: PortableMath.power(x, y)
        }
    }
}
