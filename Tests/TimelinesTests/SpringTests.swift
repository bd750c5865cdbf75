import Testing

@testable import Timelines

/// Springs against the differential equation, x″ = −k (x − 1) − c x′, integrated step by step.
struct SpringTests {
    /// x at n + 1 even times from 0 to the end, by the classical Runge–Kutta method of fourth order.
    private func integrated(
        stiffness: Double, damping: Double, until end: Double, steps: Int
    ) -> [Double] {
        func acceleration(_ x: Double, _ v: Double) -> Double {
            -stiffness * (x - 1) - damping * v
        }
        let inner = 40
        let h = end / Double(steps * inner)
        var (x, v) = (0.0, 0.0)
        var found = [x]
        for step in 1...steps * inner {
            let (x1, v1) = (v, acceleration(x, v))
            let (x2, v2) = (v + h / 2 * v1, acceleration(x + h / 2 * x1, v + h / 2 * v1))
            let (x3, v3) = (v + h / 2 * v2, acceleration(x + h / 2 * x2, v + h / 2 * v2))
            let (x4, v4) = (v + h * v3, acceleration(x + h * x3, v + h * v3))
            x += h / 6 * (x1 + 2 * x2 + 2 * x3 + x4)
            v += h / 6 * (v1 + 2 * v2 + 2 * v3 + v4)
            if step % inner == 0 { found.append(x) }
        }
        return found
    }

    private static let springs = [
        (100.0, 10.0), (100, 2), (170, 26), (1, 0.5), (400, 39.9999), (100, 20), (1, 2.001),
        (100, 25),
        (4, 30), (10_000, 250), (1, 0.02),
    ]

    @Test(arguments: springs)
    func `a spring follows its equation, and settles at the end`(
        stiffness: Double, damping: Double
    ) throws {
        let spring = try #require(Spring(stiffness: stiffness, damping: damping))
        let end = spring.settlingTime / stiffness.squareRoot()
        let steps = 4000
        let exact = integrated(
            stiffness: stiffness, damping: damping, until: 1.5 * end, steps: 3 * steps / 2)
        for step in 0..<steps {
            let value = spring.value(at: Double(step) / Double(steps))
            #expect(abs(value - exact[step]) < 1e-8, "\(step)")
        }
        #expect(spring.value(at: 1) == 1)
        // It has just come within 0.1 % and stays there; shortly before it was not.
        #expect(abs(abs(exact[steps] - 1) - 0.001) < 1e-8)
        #expect(exact[steps...].allSatisfy { abs($0 - 1) < 0.001 + 1e-8 })
        #expect(abs(exact[steps - 1] - 1) > 0.001)
        let largest = exact[..<steps].max() ?? 0
        #expect(spring.overshoots == (largest > 1))
    }

    @Test func `only the damping ratio decides`() throws {
        let (soft, hard) = (
            try Easing.parse("spring(1, 0.4)"), try Easing.parse("spring(10000, 40)")
        )
        for step in 0...100 {
            let time = Double(step) / 100
            #expect(abs(soft.progress(at: time) - hard.progress(at: time)) < 1e-14)
        }
    }

    @Test func `around critical damping nothing jumps`() throws {
        let critical = try #require(Spring(stiffness: 1, damping: 2))
        for change in [-1e-4, -1e-8, -1e-12, 1e-12, 1e-8, 1e-4] {
            let near = try #require(Spring(stiffness: 1, damping: 2 + change))
            for step in 0..<100 {
                let x = Double(step) / 100
                #expect(abs(near.value(at: x) - critical.value(at: x)) < max(1e-13, abs(change)))
            }
        }
    }

    @Test func `one that has settled before it turns does not overshoot`() throws {
        // e^(−ζπ/√(1 − ζ²)) = 0.001 at ζ = 0.9103.
        #expect(try #require(Spring(stiffness: 1, damping: 2 * 0.909)).overshoots)
        #expect(try #require(Spring(stiffness: 1, damping: 2 * 0.912)).overshoots == false)
    }
}
