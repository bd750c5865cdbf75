import Foundation
import Testing

@testable import Timelines

@Suite struct WeightExpressionTests {
    /// Frame 30 of 240 at 24 frames a second, at 120 beats a minute.
    private static let values = WeightExpression.Values(
        time: 1.25, frame: 30, frames: 240, duration: 10, beat: 2.5)

    private static func value(_ text: String) throws(ExpressionError) -> Double {
        try WeightExpression.parse(text).value(values)
    }

    /// Values by Python, `%` and all.
    @Test(arguments: [
        ("0.25", 0.25), (".5", 0.5), ("1e-3", 0.001), ("2.", 2), ("t", 1.25), ("f / n", 0.125),
        ("duration", 10), ("beat", 2.5), ("pi", 3.141592653589793), ("e", 2.718281828459045),
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 4 - 3", 3), ("100 / 5 / 2", 10), ("-2^2", -4),
        ("2^3^2", 512), ("2**-1", 0.5), ("7 % 3", 1), ("-7 % 3", 2), ("7 % -3", -2),
        ("--3", 3), ("+3", 3), ("2*-3", -6), ("1 < 2", 1), ("2 <= 1", 0), ("2 > 1", 1),
        ("1 >= 1", 1),
        ("1 == 1", 1), ("1 != 1", 0), ("!0", 1), ("!0.2", 0), ("1 < 2 && 2 < 3", 1),
        ("0 && 1/0", 0),
        ("1 || 1/0", 1), ("0 || 0.5", 1), ("t > 1 ? 0.2 : 1/0", 0.2),
        ("t < 1 ? 1/0 : t < 2 ? 3 : 4", 3),
        ("if(t < 1, 1/0, 0.75)", 0.75), ("1 ? 2 : 3 + 4", 2), ("0 || 1 && 0", 0),
        ("sin(pi/2)", 1), ("cos(0)", 1), ("tan(0)", 0), ("abs(-2)", 2), ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3), ("floor(-1.5)", -2), ("ceil(-1.5)", -1), ("round(2.5)", 3),
        ("round(-2.5)", -3), ("sqrt(2)", 1.4142135623730951), ("exp(1)", 2.718281828459045),
        ("log(e)", 1), ("pow(2, 0.5)", 1.4142135623730951), ("mod(-1, 4)", 3), ("mod(5.5, 2)", 1.5),
        ("clamp(2, 0, 1)", 1), ("clamp(-2, 0, 1)", 0), ("mix(2, 4, 0.25)", 2.5),
        ("lerp(2, 4, 0.25)", 2.5), ("step(1, 0.5)", 0), ("step(1, 1)", 1),
        ("smoothstep(0, 1, 0.25)", 0.15625), ("smoothstep(1, 3, 9)", 1), ("sign(-3)", -1),
        ("sign(0)", 0), ("fract(-0.25)", 0.75), ("0.5 + 0.5*sin(2*pi*t/4)", 0.9619397662556434),
        ("  t\n*\t2 ", 2.5),
    ])
    func `an expression has the value of its formula`(text: String, expected: Double) throws {
        #expect(try Self.value(text) == expected)
    }

    @Test(arguments: [
        ("", 0, "no expression, expected one such as 0.5 + 0.5*sin(2*pi*t/4)"),
        ("1 +", 3, "the end, expected a number, a variable or a function"),
        ("1 +* 2", 3, "'*', expected a number, a variable or a function"),
        ("2t", 1, "'t' after a value, expected an operator such as *"),
        ("t ? 1", 5, "the end, expected ':' for the '?' at character 3"),
        ("sin * 2", 0, "'sin' without its arguments, expected sin(x)"),
        ("1 + sin(1, 2)", 4, "sin with 2 arguments, expected sin(x)"),
        ("clamp(1)", 0, "clamp with 1 argument, expected clamp(x, low, high)"),
        (
            "1 - tt", 4,
            "unknown variable 'tt', expected one of t, f, n, duration, beat, e, pi (did you mean 't'?)"
        ),
        ("pi(2)", 2, "'(' after 'pi', expected an operator such as *"),
        ("0 < t < 1", 6, "'<' after a comparison, expected && between the two"),
        ("(1 + 2", 6, "the end, expected ')' for the '(' at character 1"),
        ("1 + 2)", 5, "')' without a '(' before it, expected an operator"),
        ("if(t, 1)", 7, "')', expected ',' in if(condition, then, else)"),
        ("t = 1", 2, "'=' in an expression, expected == to compare"),
        (
            "ü", 0,
            "'ü' in an expression, expected numbers, names, parentheses and operators such as "
                + "+ - * / ^ < ? :"
        ),
        ("1e999", 0, "'1e999', expected a number such as 2, 0.5 or 1e-3"),
        ("1.2.3", 0, "'1.2.3', expected a number such as 2, 0.5 or 1e-3"),
        (".", 0, "'.', expected a number such as 2, 0.5 or 1e-3"),
        ("1 / (t - 1.25)", 2, "a division by 0"), ("5 % 0", 2, "a division by 0"),
        ("2 + log(0)", 4, "log(0.0) is beyond all numbers"),
        ("sqrt(t - 2)", 0, "sqrt(-0.75) is not a number"),
        ("(-8) ^ 0.5", 5, "-8.0 ^ 0.5 is not a number"),
        ("1e200 * 1e200", 6, "1e+200 * 1e+200 is beyond all numbers"),
        ("sin(1e300)", 0, "sin(1e+300) is not a number"),
    ])
    func `a mistake has its place and its message`(text: String, position: Int, message: String) {
        let error = #expect(throws: ExpressionError.self) { try Self.value(text) }
        #expect(error?.position == position)
        #expect(error?.message == message)
    }

    @Test func `length and depth have limits`() throws {
        let long = String(repeating: "1+", count: 499) + "1"
        #expect(try Self.value(long) == 500)
        let longer = #expect(throws: ExpressionError.self) { try Self.value(long + "+10") }
        #expect(longer?.message == "an expression of 1002 characters, expected at most 1000")
        for deep in ["(", "-", "!", "2^", "1?", "1?1:", "sin(", "min(1,"] {
            let error = #expect(throws: ExpressionError.self) {
                try Self.value(String(repeating: deep, count: 1000 / deep.count))
            }
            #expect(
                error?.message == "more than 50 parts within one another, expected fewer", "\(deep)"
            )
        }
        #expect(
            try Self.value(
                String(repeating: "(", count: 20) + "1" + String(repeating: ")", count: 20)) == 1)
    }

    @Test func `texts of all kinds are read or refused, and values are finite`() {
        let words = [
            "t", "f", "n", "beat", "pi", "sin(", "min(", "noise(", "pow(", "if(", ")", ",", "+",
            "-", "*",
            "/", "%", "^", "<", "==", "&&", "||", "!", "?", ":", "1", "0", ".5", "1e30", " ",
            "\u{0}",
            "é", "\u{202E}", "=", "(",
        ]
        var random = SystemRandomNumberGenerator()
        var read = 0
        for _ in 0..<30_000 {
            let count = Int.random(in: 0...14, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            do throws(ExpressionError) {
                let expression = try WeightExpression.parse(text)
                read += 1
                #expect(try expression.value(Self.values).isFinite)
            } catch {
                #expect((0...text.unicodeScalars.count).contains(error.position), "\(text)")
                #expect(!error.message.contains { $0.isNewline }, "\(text)")
            }
        }
        #expect(read > 100)
    }

    @Test func `the place of a variable is known`() throws {
        let expression = try WeightExpression.parse("0.5 + beat*t")
        #expect(expression.position(of: .beat) == 6)
        #expect(expression.position(of: .frame) == nil)
        #expect(!expression.isConstant)
        #expect(try WeightExpression.parse("2*pi").isConstant)
    }
}

@Suite struct WeightFormulasTests {
    private func make(_ terms: (String, String?)...) throws -> WeightFormulas {
        WeightFormulas(
            try terms.map { name, text in
                WeightFormulas.Term(name, try text.map { try WeightExpression.parse($0) })
            })
    }

    @Test func `each frame has the weights of its time`() throws {
        let rate = try FrameRate(24000, 1001)
        let duration = Time(seconds: 4)
        let formulas = try make(("vangogh", "0.5 + 0.5*sin(2*pi*t/4)"), ("monet", nil))
        let samples = try formulas.samples(at: rate, duration: duration)
        let timeline = try Timeline(
            frameRate: rate, keyframes: samples.keyframes, duration: duration)
        #expect(timeline.frameCount == 96)
        for frame in 0..<96 {
            let time = Double(frame) * 1001 / 24000
            let expected = 0.5 + 0.5 * sin(2 * .pi * time / 4)
            let mixture = timeline.mixture(ofFrame: frame)
            #expect(abs(mixture.weight(of: "vangogh") - expected) < 4e-16)
            let sum = mixture.components.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - 1) <= 4 * 1.0.ulp)
        }
    }

    @Test func `frames without a mixture are named`() throws {
        func message(_ terms: (String, String?)...) throws -> FormulaError? {
            let formulas = WeightFormulas(
                try terms.map { .init($0.0, try $0.1.map { try WeightExpression.parse($0) }) })
            return #expect(throws: FormulaError.self) {
                try formulas.samples(at: .film, duration: Time(seconds: 2))
            }
        }
        #expect(
            try message(("a", "t"), ("b", nil))
                == FormulaError(
                    term: 0, position: nil,
                    message: "weight 1.0416666666666667 of 'a' at frame 25 (1.042 s), "
                        + "expected 0 to 1 (clamp(x, 0, 1) keeps it there)"))
        #expect(
            try message(("a", "1/(12 - f)"), ("b", nil))
                == FormulaError(
                    term: 0, position: 1,
                    message: "a division by 0 at frame 12 (0.5 s), expected a weight from 0 to 1"))
        #expect(
            try message(("a", "0.5"), ("b", "0.25"))?.message
                == "weights with the sum 0.75 at frame 0 (0.0 s), "
                + "expected 1 (`rest` as one network's weight takes what is left)")
        #expect(
            try message(("a", "0.75"), ("b", "0.5"), ("c", nil))?.message
                == "weights with the sum 1.25 at frame 0 (0.0 s), expected at most 1")
    }

    @Test func `weights that are a mixture up to rounding are one`() throws {
        let thirds = try Mixture(sampled: ["a", "b", "c"], [0.3333333, 0.3333333, 0.3333333])
        #expect(thirds.weight(of: "a") == 0.3333333 / (0.3333333 + 0.3333333 + 0.3333333))
        let one = try Mixture(sampled: ["b", "a"], [-1e-9, nil])
        #expect(one == Mixture("a"))
        #expect(try Mixture(sampled: ["b", "a"], [0.1, 0.9]).weight(of: "b") == 0.1)
        #expect(throws: WeightFault.range(index: 1, weight: 1.5)) {
            try Mixture(sampled: ["a", "b"], [0, 1.5])
        }
        #expect(throws: WeightFault.sum(0.5)) { try Mixture(sampled: ["a", "b"], [0, 0.5]) }
        #expect(throws: WeightFault.self) { try Mixture(sampled: ["a"], [.nan]) }
    }

    @Test func `beats count where they are known`() throws {
        let formulas = try make(("a", "fract(beat)"), ("b", nil))
        let samples = try formulas.samples(at: .film, duration: Time(seconds: 2)) { $0.seconds * 2 }
        #expect(samples.mixtures[3].weight(of: "a") == 0.25)
        #expect(throws: FormulaError.self) {
            try formulas.samples(at: .film, duration: Time(seconds: 2))
        }
        let place = formulas.place(of: .beat)
        #expect(place?.term == 0 && place?.position == 6)
    }

    @Test func `more frames than a path may have are refused`() throws {
        let error = #expect(throws: FormulaError.self) {
            try make(("a", nil)).samples(at: .film, duration: Time(seconds: 1_000_000))
        }
        #expect(error?.message == "expressions over more than 1000000 frames, expected fewer")
    }
}
