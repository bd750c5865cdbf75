import Testing
import Timelines

@testable import Rendering

/// Anchors of a path, and pictures that are kept for later.
struct FramePathTests {
    private func anchors(_ weights: [[Float]]) -> [Int] {
        let path = runs(weights)
        return path.indices.filter { path[$0].isAnchor }
    }

    @Test func `an anchor is where the direction changes`() {
        #expect(anchors(mixtures(steps(10))) == [0, 10])
        #expect(anchors(mixtures([0])) == [0])
        #expect(anchors(mixtures([0, 0.5, 0.3, 0.1])) == [0, 1, 3])
        // Towards the second network, then towards the third.
        let bent: [[Float]] = [
            [1, 0, 0], [0.5, 0.5, 0], [0, 1, 0], [0, 0.7, 0.3], [0, 0.4, 0.6], [0, 0, 1],
        ]
        #expect(anchors(bent) == [0, 2, 5])
        // No frame shows the anchor itself: the way between the frames beside it is one of its own.
        let missed: [[Float]] = [
            [1, 0, 0], [0.6, 0.4, 0], [0.2, 0.8, 0], [0, 0.9, 0.1], [0, 0.5, 0.5], [0, 0.1, 0.9],
        ]
        #expect(anchors(missed) == [0, 2, 3, 5])
        // A curve is all anchors.
        let curve: [[Float]] = (0...8).map { step in
            let share = Float(step) / 8
            return [(1 - share) * (1 - share), 2 * share * (1 - share), share * share]
        }
        #expect(anchors(curve) == Array(0...8))
    }

    @Test func `a hold is an anchor, also on a straight span`() {
        var path = FramePath(FrameForm(members: 2))
        for (index, weights) in mixtures(steps(8)).enumerated() {
            path.append(index..<index + (index == 3 ? 5 : 1), weights)
        }
        path.findAnchors()
        #expect(path.isAnchor.indices.filter { path.isAnchor[$0] } == [0, 3, 8])
    }

    @Test func `what returns is computed once where all of it can be kept`() {
        let there = mixtures(steps(6))
        let path = framePath(there + there.reversed().dropFirst(), tolerance: 0)
        #expect(path.inferenceCount == 7)
        #expect(path.mostKept == 6)
        #expect(path.runs.map(\.source).suffix(6) == [5, 4, 3, 2, 1, 0])
        let film = Rehearsal(path.runs, tolerance: 0, workers: 2) { Double($0[1]) }
        #expect(film.computed == Array(0...6))
        #expect(film.shown == film.shown.reversed())
    }

    /// With room for k pictures n frames there and back take 2n − 1 − k inferences: the k before the
    /// turn are kept, each for its way back.
    @Test(arguments: [0, 1, 3, 19, 100])
    func `what cannot be kept is computed again, what is needed last first`(limit: Int) {
        let there = mixtures(steps(19))
        let path = framePath(
            there + there.reversed().dropFirst(), tolerance: 0, keeping: limit)
        #expect(path.inferenceCount == 39 - min(limit, 19))
        #expect(path.mostKept == min(limit, 19))
        let film = Rehearsal(path.runs, tolerance: 0, workers: 2, seed: 3) { Double($0[1]) }
        #expect(film.computed.count == path.inferenceCount)
        #expect(film.shown == mixtures(steps(19)).map { Double($0[1]) } + film.shown.suffix(19))
        #expect(film.mostHeld <= min(limit, 19) + 2 * 2 + 1)
    }

    /// All paths of 8 frames over 3 mixtures: no choice of what to keep computes fewer, found by
    /// trying all.
    @Test(arguments: [1, 2])
    func `no other choice of what to keep would compute fewer`(limit: Int) {
        for number in 0..<6561 {
            let order = (0..<8).reduce(into: [number]) { $0.append($0[$1] / 3) }.prefix(8)
            // What is shown again at once is one run.
            let shown = order.map { $0 % 3 }.reduce(into: [Int]()) { shown, next in
                if shown.last != next { shown.append(next) }
            }
            let path = frames(showing: shown, keeping: limit)
            #expect(path.inferenceCount == fewest(shown[...], kept: [], limit), "\(shown)")
        }
    }

    private func frames(showing pictures: [Int], keeping limit: Int) -> FramePath {
        framePath(pictures.map { [Float($0)] }, tolerance: 0, keeping: limit)
    }

    private func fewest(_ shown: ArraySlice<Int>, kept: Set<Int>, _ limit: Int) -> Int {
        guard let first = shown.first else { return 0 }
        let all = kept.union([first])
        let choices = all.count > limit ? all.map { all.subtracting([$0]) } : [all]
        let rest = choices.map { fewest(shown.dropFirst(), kept: $0, limit) }.min() ?? 0
        return rest + (kept.contains(first) ? 0 : 1)
    }

    @Test func `a way back is divided as the way there was`() {
        let there = mixtures(steps(37).map { $0 * $0 * (3 - 2 * $0) })
        let path = runs(there + there.reversed().dropFirst())
        let film = Rehearsal(path, tolerance: 0.004, workers: 2, seed: 9) {
            Double($0[1]).squareRoot()
        }
        #expect(film.computed.allSatisfy { $0 <= 37 })
        #expect(film.computed.count < 37)
        #expect(film.shown == film.shown.reversed())
        // Where nothing can be kept, the same is shown.
        let forgetful = runs(there + there.reversed().dropFirst(), keeping: 0)
        let again = Rehearsal(forgetful, tolerance: 0.004, workers: 2) {
            Double($0[1]).squareRoot()
        }
        #expect(again.shown == film.shown)
        #expect(again.computed.count == 2 * film.computed.count - 1)
    }
}
