import Foundation
import Testing

@testable import Timelines

@Suite struct EasingTests {
    @Test(arguments: [
        (0.25, 0.1, 0.25, 1.0), (0.42, 0, 1, 1), (0, 0, 0.58, 1), (0.42, 0, 0.58, 1),
        (1, 0, 0, 1), (0, 1, 1, 0), (1, 0, 1, 0), (0, 0, 0, 0), (0.68, -0.55, 0.27, 1.55),
        (1, -2, 0, 3),
    ])
    func `a Bézier passes through its own points`(
        x1: Double, y1: Double, x2: Double, y2: Double
    ) throws {
        let bezier = try #require(CubicBezier(x1, y1, x2, y2))
        for step in 0...500 {
            let t = Double(step) / 500
            let (x, y) = (deCasteljau(0, x1, x2, 1, t), deCasteljau(0, y1, y2, 1, t))
            // Where the curve is vertical a last bit of x is worth about 1e-5 of t.
            let steepness = abs(deCasteljau(0, x1, x2, 1, t + 1e-6) - x) / 1e-6
            let tolerance = steepness < 0.01 ? 1e-4 : 1e-12
            #expect(abs(bezier.value(at: x) - y) < tolerance, "t \(t)")
        }
    }

    @Test func `a Bézier with x = t is a polynomial`() throws {
        let bezier = try #require(CubicBezier(1.0 / 3, 0.2, 2.0 / 3, 0.9))
        for step in 0...100 {
            let x = Double(step) / 100
            let y = 3 * (1 - x) * (1 - x) * x * 0.2 + 3 * (1 - x) * x * x * 0.9 + x * x * x
            #expect(abs(bezier.value(at: x) - y) < 1e-12)
        }
    }

    @Test func `every easing begins at 0 and ends at 1`() {
        for (name, easing) in Easing.named where name != "step-start" {
            #expect(easing.progress(at: 0) == 0, "\(name)")
            #expect(easing.progress(at: 1) == 1, "\(name)")
        }
    }

    @Test func `no easing leaves 0…1 unless it says so`() throws {
        let others = try ["steps(3, jump-both)", "steps(3, jump-none)", "spring(100, 20)"].map {
            try Easing.parse($0)
        }
        for easing in Easing.named.map(\.easing) + others {
            let values = (-10...1010).map { easing.progress(at: Double($0) / 1000) }
            #expect(values.allSatisfy { (0...1).contains($0) } == !easing.overshoots, "\(easing)")
        }
    }

    /// Whether the curve leaves 0…1, by sampling it with another way to compute it.
    @Test func `a Bézier overshoots where its curve does, not its control points`() throws {
        var random = SplitMix(state: 5)
        var (within, beyond) = (0, 0)
        for _ in 0..<3000 {
            let (y1, y2) = (
                Double.random(in: -0.5...1.5, using: &random),
                Double.random(in: -0.5...1.5, using: &random)
            )
            let bezier = try #require(CubicBezier(0.3, y1, 0.6, y2))
            let heights = (0...2000).map { deCasteljau(0, y1, y2, 1, Double($0) / 2000) }
            let least = min(heights.min() ?? 0, 1 - (heights.max() ?? 1))
            // Too near to tell by samples.
            if least < 0, least > -1e-6 { continue }
            #expect(bezier.overshoots == (least < 0), "\(y1), \(y2)")
            if least < 0 { beyond += 1 } else if !(0...1 ~= y1 && 0...1 ~= y2) { within += 1 }
        }
        #expect(within > 100 && beyond > 1000)
        #expect(try Easing.parse("cubic-bezier(0.68, -0.55, 0.27, 1.55)").overshoots)
        #expect(try !Easing.parse("cubic-bezier(0, 1.2, 1, 0.4)").overshoots)
    }

    /// The tables are floor(x n) and its shifts, worked by hand from the specification.
    @Test(arguments: [
        ("steps(2)", [0, 0, 0.5, 0.5, 1]), ("steps(2, end)", [0, 0, 0.5, 0.5, 1]),
        ("steps(2, jump-start)", [0.5, 0.5, 1, 1, 1]), ("steps(2,start)", [0.5, 0.5, 1, 1, 1]),
        ("steps(2, jump-none)", [0, 0, 1, 1, 1]),
        ("steps(3, jump-both)", [0.25, 0.25, 0.5, 0.75, 1]),
        ("step-start", [1, 1, 1, 1, 1]), ("step-end", [0, 0, 0, 0, 1]), ("hold", [0, 0, 0, 0, 1]),
    ])
    func `a staircase has the heights of CSS`(text: String, heights: [Double]) throws {
        let easing = try Easing.parse(text)
        #expect([0, 0.25, 0.5, 0.75, 1].map(easing.progress) == heights)
    }

    @Test func `every stair begins at its own multiple of 1/n`() throws {
        for count in 1...200 {
            let steps = try #require(Steps(count, .jumpEnd))
            for step in 0...count {
                let edge = Double(step) / Double(count)
                #expect(steps.value(at: edge) == edge)
                #expect(steps.value(at: edge - 1e-6) < edge || step == 0)
            }
        }
    }

    @Test(arguments: formulae.keys.sorted())
    func `a named curve follows its closed form`(name: String) throws {
        let easing = try Easing.parse(name)
        let formula = try #require(formulae[name])
        for step in 1..<200 {
            let x = Double(step) / 200
            #expect(abs(easing.progress(at: x) - formula(x)) < 1e-14, "\(name) at \(x)")
        }
    }

    @Test func `cubic-bezier reads what CSS writes`() throws {
        #expect(try Easing.parse("cubic-bezier(.25,.1,.25,1)") == Easing.parse("ease"))
        #expect(try Easing.parse("cubic-bezier( 0.42 , 0 , 1 , 1.0 )") == Easing.parse("ease-in"))
    }

    @Test(arguments: [
        "cubic-bezier(1.1, 0, 0, 1)", "cubic-bezier(0, 0, 1)", "cubic-bezier(0, 0, 1, nan)",
        "cubic-bezier(-0.1, 0, 0, 1)", "cubic-bezier()", "cubic-bezier(0 0 1 1)", "steps(0)",
        "steps(1, jump-none)", "steps(-2)", "steps(2.5)", "steps(2, middle)", "steps()",
        "steps(2000000)", "steps", "cubic-bezier", "steps(2", "spring", "spring(100)",
        "spring(0, 10)", "spring(100, 0)", "spring(-100, 10)", "spring(100, 0.1)",
        "spring(1, 300)", "linear()", "linear(0)", "linear(0 1)", "linear(50% 0.5 60%, 1)",
        "linear(0, 50%, 1)", "linear(0, 0.5 1% 2% 3%, 1)", "linear(0, nan, 1)", "linear(0, 1",
    ])
    func `an easing with wrong numbers is refused`(text: String) {
        #expect {
            try Easing.parse(text)
        } throws: { error in
            guard case TimelineError.easingArguments(text, let expected) = error else {
                return false
            }
            return expected.hasPrefix(text.prefix { $0.isLetter || $0 == "-" } + "(")
        }
    }

    @Test func `names in camel case are read as the hyphenated ones`() throws {
        for (name, easing) in Easing.named where name.contains("-") {
            let words = name.split(separator: "-")
            let camel =
                words[0]
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
                .joined()
            #expect(try Easing.parse(String(camel)) == easing, "\(camel)")
        }
        #expect(try Easing.parse("cubicBezier(.25,.1,.25,1)") == .cubicBezier(.ease))
    }

    @Test(arguments: [
        ("ease-inn", "ease-in"), ("easein", "ease-in"), ("Linear", "linear"),
        ("cubicbezier(0,0,1,1)", "cubic-bezier"), ("ease-in-cubik", "ease-in-cubic"),
        ("easeInOutCubik", "ease-in-out-cubic"), ("sprin(1, 2)", "spring"), ("step(2)", "steps"),
    ])
    func `an unknown easing names the nearest`(text: String, nearest: String) {
        #expect(throws: TimelineError.easingUnknown(text, nearest: nearest)) {
            try Easing.parse(text)
        }
    }
}

/// The point of a cubic Bézier at t by repeated halving, the other way to compute it.
private func deCasteljau(
    _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double
) -> Double {
    func mix(_ p: Double, _ q: Double) -> Double { p + (q - p) * t }
    let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d))
    return mix(mix(ab, bc), mix(bc, cd))
}

/// The formulae as easings.net writes them.
private let formulae: [String: @Sendable (Double) -> Double] = [
    "ease-in-sine": { 1 - cos($0 * .pi / 2) },
    "ease-out-sine": { sin($0 * .pi / 2) },
    "ease-in-out-sine": { -(cos(.pi * $0) - 1) / 2 },
    "ease-in-quad": { $0 * $0 },
    "ease-out-cubic": { 1 - pow(1 - $0, 3) },
    "ease-in-out-quart": { $0 < 0.5 ? 8 * pow($0, 4) : 1 - pow(-2 * $0 + 2, 4) / 2 },
    "ease-in-quint": { pow($0, 5) },
    "ease-in-expo": { pow(2, 10 * $0 - 10) },
    "ease-out-expo": { 1 - pow(2, -10 * $0) },
    "ease-in-back": { 2.70158 * pow($0, 3) - 1.70158 * pow($0, 2) },
    "ease-out-back": { 1 + 2.70158 * pow($0 - 1, 3) + 1.70158 * pow($0 - 1, 2) },
    "ease-in-out-back": { x in
        let c2 = 1.70158 * 1.525
        return x < 0.5
            ? pow(2 * x, 2) * ((c2 + 1) * 2 * x - c2) / 2
            : (pow(2 * x - 2, 2) * ((c2 + 1) * (x * 2 - 2) + c2) + 2) / 2
    },
    "ease-in-elastic": { -pow(2, 10 * $0 - 10) * sin(($0 * 10 - 10.75) * 2 * .pi / 3) },
    "ease-out-elastic": { pow(2, -10 * $0) * sin(($0 * 10 - 0.75) * 2 * .pi / 3) + 1 },
    "ease-in-out-elastic": { x in
        let swing = sin((20 * x - 11.125) * 2 * .pi / 4.5)
        return x < 0.5
            ? -pow(2, 20 * x - 10) * swing / 2 : pow(2, -20 * x + 10) * swing / 2 + 1
    },
    "ease-in-circ": { 1 - sqrt(1 - $0 * $0) },
    "ease-out-bounce": { x in
        let centres = [0, 1.5, 2.25, 2.625].map { $0 / 2.75 }
        let heights = [0, 0.75, 0.9375, 0.984375]
        let arc = [1, 2, 2.5].filter { x * 2.75 >= $0 }.count
        return 7.5625 * pow(x - centres[arc], 2) + heights[arc]
    },
]
