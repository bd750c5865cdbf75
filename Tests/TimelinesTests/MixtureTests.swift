import Testing

@testable import Timelines

@Suite struct MixtureTests {
    @Test func `a single network has exactly 1`() throws {
        #expect(Mixture("monet").weight(of: "monet") == 1)
        #expect(try Mixture(weights: ["monet": 1 - 1e-9]) == Mixture("monet"))
        #expect(try Mixture(weights: ["monet": 1, "vangogh": 0]) == Mixture("monet"))
    }

    @Test func `weights are divided by a sum that is nearly 1`() throws {
        let mixture = try Mixture(weights: ["a": 0.3333333, "b": 0.3333333, "c": 0.3333333])
        for component in mixture.components { #expect(abs(component.weight - 1.0 / 3) < 1e-15) }
        #expect(throws: TimelineError.self) {
            try Mixture(weights: ["a": 0.333, "b": 0.333, "c": 0.333])
        }
    }

    @Test func `weights that are no mixture are refused`() {
        #expect(throws: TimelineError.mixtureEmpty) { try Mixture(weights: [:]) }
        #expect(throws: TimelineError.mixtureSum(0)) { try Mixture(weights: ["a": 0]) }
        #expect(throws: TimelineError.mixtureSum(1.5)) { try Mixture(weights: ["a": 1, "b": 0.5]) }
        #expect(throws: TimelineError.mixtureWeight("b", -0.5)) {
            try Mixture(weights: ["a": 1.5, "b": -0.5])
        }
        #expect(throws: TimelineError.mixtureWeight("a", .infinity)) {
            try Mixture(weights: ["a": .infinity])
        }
        #expect(throws: TimelineError.self) { try Mixture(weights: ["a": .nan]) }
    }

    @Test func `negative zero is zero`() throws {
        #expect(try Mixture(weights: ["a": 1, "b": -0.0]) == Mixture("a"))
    }

    @Test func `the way between two networks is straight and exact at its ends`() throws {
        let (from, to) = (Mixture("monet"), Mixture("vangogh"))
        #expect(from.interpolated(to: to, at: 0) == from)
        #expect(from.interpolated(to: to, at: 1) == to)
        #expect(from.interpolated(to: to, at: -3) == from)
        #expect(from.interpolated(to: to, at: 3) == to)
        #expect(from.interpolated(to: to, at: .nan) == from)
        let quarter = from.interpolated(to: to, at: 0.25)
        #expect(quarter == (try Mixture(weights: ["monet": 0.75, "vangogh": 0.25])))
    }

    @Test func `a weight that both ends share does not move`() throws {
        let from = try Mixture(weights: ["a": 0.1, "b": 0.9])
        let to = try Mixture(weights: ["a": 0.1, "c": 0.9])
        for step in 0...1000 {
            #expect(from.interpolated(to: to, at: Double(step) / 1000).weight(of: "a") == 0.1)
        }
    }

    @Test func `no way leaves the simplex`() throws {
        var random = SplitMix(state: 1)
        for _ in 0..<2000 {
            let (from, to) = (try random.mixture(), try random.mixture())
            let between = from.interpolated(to: to, at: Double.random(in: 0...1, using: &random))
            let sum = between.components.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - 1) < 1e-15 * 8)
            #expect(between.components.allSatisfy { $0.weight > 0 && $0.weight <= 1 })
            #expect(between.components.map(\.network) == between.components.map(\.network).sorted())
        }
    }
}

/// Vigna's SplitMix64, so that the sample is the same on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// One to five of eight networks.
    mutating func mixture() throws -> Mixture {
        let names = "abcdefgh".map(String.init).shuffled(using: &self).prefix(
            Int.random(in: 1...5, using: &self))
        let weights = names.map { ($0, Double.random(in: 0.001...1, using: &self)) }
        let sum = weights.reduce(0) { $0 + $1.1 }
        return try Mixture(
            weights: Dictionary(uniqueKeysWithValues: weights.map { ($0.0, $0.1 / sum) }))
    }
}
