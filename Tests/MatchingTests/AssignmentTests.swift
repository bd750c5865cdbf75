import Fixtures
import Testing

@testable import Matching

struct AssignmentTests {
    @Test("no permutation of up to seven rows has a larger total", arguments: 1...7)
    func bruteForce(count: Int) {
        var random = Random(state: UInt64(count))
        for trial in 0..<20 {
            // Few distinct values make many ties.
            let values = (0..<count * count).map { _ in
                trial % 2 == 0 ? random.uniform() : (random.uniform() * 2).rounded()
            }
            let best = Assignment(maximising: values, count: count)
            let largest = permutations(count).map { total(values, $0) }.max() ?? 0
            #expect(abs(best.total - largest) < 1e-6)
            #expect(abs(total(values, best.columns) - best.total) < 1e-6)
            #expect(best.columns.sorted() == Array(0..<count))
        }
    }

    /// By duality of linear programmes: numbers u and v with u + v ≥ value everywhere bound every
    /// assignment's total by Σu + Σv.
    @Test("larger matrices come with the proof that none is better", arguments: [20, 64, 150])
    func certificate(count: Int) {
        var random = Random(state: UInt64(count))
        let values = (0..<count * count).map { _ in random.uniform() }
        let best = Assignment(maximising: values, count: count)
        let (u, v) = best.potentials
        let slacks = values.indices.map { place -> Double in
            u[place / count] + v[place % count] - Double(values[place])
        }
        #expect(slacks.allSatisfy { $0 >= -1e-9 })
        let bound = u.reduce(0, +) + v.reduce(0, +)
        #expect(abs(bound - best.total) < 1e-6)
        #expect(best.columns.sorted() == Array(0..<count))
    }

    @Test("a hidden permutation is found")
    func hidden() {
        var random = Random(state: 5)
        let hidden = (0..<40).shuffled(using: &random)
        let values = (0..<1600).map { place in
            hidden[place / 40] == place % 40 ? Float(1) : random.uniform() * 0.5
        }
        #expect(Assignment(maximising: values, count: 40).columns == hidden)
    }

    @Test("none and one have one answer")
    func smallest() {
        #expect(Assignment(maximising: [], count: 0).columns == [])
        #expect(Assignment(maximising: [-3], count: 1).columns == [0])
        #expect(Assignment(maximising: [-3], count: 1).total == -3)
    }

    private func total(_ values: [Float], _ columns: [Int]) -> Double {
        columns.indices.reduce(0) { $0 + Double(values[$1 * columns.count + columns[$1]]) }
    }

    private func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0..<count).map { place in
                Array(shorter[..<place]) + [count - 1] + Array(shorter[place...])
            }
        }
    }
}

/// Numbers from a seed (Knuth's MMIX linear congruential generator).
struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 31
    }

    /// A uniform number from −1 to 1.
    mutating func uniform() -> Float { Float(next() >> 40) / Float(1 << 23) - 1 }
}
