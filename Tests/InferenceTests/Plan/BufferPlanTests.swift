import Fixtures
import Testing

@testable import Inference

struct BufferPlanTests {
    @Test("buffers alive at the same time never overlap, and each begins at 64 bytes")
    func disjoint() {
        var random = RandomNumbers(seed: 3)
        for _ in 0..<200 {
            let count = Int.random(in: 1...30, using: &random)
            let sizes = (0..<count).map { _ in Int.random(in: 1...2000, using: &random) }
            let lifetimes = (0..<count).map { _ -> ClosedRange<Int>? in
                let first = Int.random(in: 0...20, using: &random)
                let last = Int.random(in: first...first + 6, using: &random)
                return random.pick([true, true, true, false]) ? first...last : nil
            }
            let plan = BufferPlan(sizes: sizes, lifetimes: lifetimes)
            for a in 0..<count {
                guard let life = lifetimes[a] else { continue }
                #expect(plan.offsets[a] % 16 == 0)
                #expect(plan.offsets[a] + sizes[a] <= plan.total)
                for b in 0..<a where lifetimes[b]?.overlaps(life) == true {
                    #expect(
                        plan.offsets[a] + sizes[a] <= plan.offsets[b]
                            || plan.offsets[b] + sizes[b] <= plan.offsets[a])
                }
            }
        }
    }

    @Test("buffers that follow one another share their memory")
    func shared() {
        let plan = BufferPlan(
            sizes: [100, 100, 100, 100], lifetimes: [0...1, 1...2, 2...3, 3...4])
        #expect(plan.total == 112 + 100)
        #expect(plan.offsets == [0, 112, 0, 112])
    }
}
