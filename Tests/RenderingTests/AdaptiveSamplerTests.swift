import RenderFixtures
import Testing

@testable import Rendering

/// What is computed and what is blended, on pictures that are functions of the mixture.
struct AdaptiveSamplerTests {
    /// c t²: a blend over an interval of h is off by c h² / 4 at its middle, and nowhere by more.
    @Test(arguments: [(1.0, 3), (0.25, 5), (0.2499, 9), (0.06, 17), (0.001, 65)])
    func `a parabola is computed as finely as its curvature asks`(tolerance: Double, count: Int) {
        let path = runs(mixtures(steps(64)))
        let film = Rehearsal(path, tolerance: tolerance) { 4 * Double($0[1] * $0[1]) }
        // 4 h² / 4 ≤ tolerance for intervals of h = 1, 1/2, 1/4 …; their middles are computed too.
        #expect(film.computed.count == count)
        let isEvery = film.computed == Array(stride(from: 0, through: 64, by: 64 / (count - 1)))
        #expect(isEvery)
        #expect(film.sampling.inferences == count)
        #expect(film.sampling.blendedFrames == 65 - count)
        #expect(film.sampling.largestDifference <= tolerance)
        for (index, value) in film.shown.enumerated() {
            let share = Double(index) / 64
            // Frames are blended through the middle: intervals of h / 2, a quarter of the difference.
            #expect(abs(value - 4 * share * share) <= tolerance / 4 + 1e-6)
        }
    }

    @Test(arguments: [3, 4, 10, 1000])
    func `a straight line takes its ends and one look at the middle`(count: Int) {
        let film = Rehearsal(runs(mixtures(steps(count))), tolerance: 0.01) {
            Double(3 - 2 * $0[1])
        }
        #expect(film.computed == [0, count / 2, count])
        for (index, value) in film.shown.enumerated() {
            #expect(abs(value - 3 + 2 * Double(index) / Double(count)) < 1e-5)
        }
    }

    @Test(arguments: [0, 1, 2])
    func `where nothing can be blended all is computed and nothing compared`(count: Int) {
        let path = runs(mixtures(count == 0 ? [0] : steps(count)))
        let film = Rehearsal(path, tolerance: 255) { Double($0[1] * $0[1]) }
        #expect(film.computed == Array(0...count))
        #expect(film.sampling.largestDifference == 0)
    }

    @Test func `more frames cost no more where the picture hardly changes`() {
        // √(0.01 + t): bends most at the beginning.
        let counts = [256, 1024, 4096].map { count in
            Rehearsal(runs(mixtures(steps(count))), tolerance: 0.01) {
                (0.01 + Double($0[1])).squareRoot()
            }.computed.count
        }
        #expect(counts == [counts[0], counts[0], counts[0]])
        #expect(counts[0] < 32)
    }

    @Test func `shares are those of the mixture, whatever the easing`() {
        let eased = steps(40).map { $0 * $0 * (3 - 2 * $0) }
        let film = Rehearsal(runs(mixtures(eased)), tolerance: 0.001) { Double($0[1]) }
        // The middle of the mixture's way, which is that of the time here.
        #expect(film.computed == [0, 20, 40])
        for (value, share) in zip(film.shown, eased) { #expect(abs(value - Double(share)) < 1e-6) }
        let slow = steps(40).map { $0 * $0 * $0 }
        // 0.5 lies between (31/40)³ = 0.47 and (32/40)³ = 0.51.
        #expect(
            Rehearsal(runs(mixtures(slow)), tolerance: 0.001) { Double($0[1]) }.computed
                == [0, 32, 40])
    }

    @Test func `without a tolerance every picture is computed, in order`() {
        let film = Rehearsal(
            runs(mixtures(steps(20)), tolerance: 0), tolerance: 0, workers: 3
        ) { Double($0[1]) }
        #expect(film.computed == Array(0...20))
        #expect(film.blended.isEmpty)
        #expect(film.mostHeld <= 2 * 3 + 1)
    }

    @Test(arguments: 0..<20)
    func `whatever comes first, the same is computed, blended and shown`(seed: UInt64) {
        let (there, back) = (steps(50), Array(steps(50).reversed()))
        let path = runs(mixtures(there) + mixtures(back.dropFirst()))
        let picture: ([Float]) -> Double = { 1 / (0.1 + Double($0[1])) }
        let first = Rehearsal(path, tolerance: 0.05, picture: picture)
        let other = Rehearsal(
            path, tolerance: 0.05, workers: Int(seed % 5) + 1, seed: seed, picture: picture)
        #expect(other.computed == first.computed)
        #expect(other.blended == first.blended)
        #expect(other.shown == first.shown)
        #expect(other.sampling.inferences == first.sampling.inferences)
    }

    @Test(arguments: [1, 2, 8])
    func `few pictures are held, however long the film`(workers: Int) {
        for count in [100, 1000, 10000] {
            // Every interval down to neighbours is split: the deepest there can be.
            let film = Rehearsal(
                runs(mixtures(steps(count))), tolerance: 1e-12, workers: workers, seed: 5
            ) { Double($0[1] * $0[1] * $0[1]) }
            let depth = Int.bitWidth - count.leadingZeroBitCount
            #expect(film.computed.count > count * 9 / 10)
            // Ends and middles of the intervals that are open, and as many pictures that wait for them.
            #expect(film.mostHeld <= 2 * workers + 4 * depth)
        }
    }

    @Test func `an input that ends early ends the film there`() {
        var sampling = AdaptiveSampler(
            runs(mixtures(steps(9)), tolerance: 0), tolerance: 0, lookahead: 2)
        #expect(sampling.next(canCompute: true) == .compute(0))
        #expect(sampling.next(canCompute: true) == .compute(1))
        sampling.end(before: 1)
        #expect(sampling.next(canCompute: true) == nil)
        sampling.computed(0)
        #expect(sampling.next(canCompute: true) == .show(0, nil))
        sampling.shown()
        #expect(sampling.next(canCompute: true) == nil)
        #expect(sampling.front == 1)
        #expect(sampling.inferences == 1)
    }
}
