import Testing

@testable import Rendering

/// The mixtures that `bench` goes through.
struct MixturePathTests {
    @Test(arguments: [(2, 1), (2, 2), (2, 24), (2, 25), (3, 24), (5, 7), (8, 1000)])
    func `no two frames have one mixture, and every mixture is one`(members: Int, frames: Int) {
        let path = MixturePath(members: members, frames: frames)
        let mixtures = (0..<frames).map { path.weights(ofFrame: $0) }
        #expect(Set(mixtures + [path.start]).count == frames + 1)
        for weights in mixtures {
            #expect(weights.count == members)
            #expect(weights.allSatisfy { $0 > 0 && $0 < 1 })
            #expect(abs(weights.reduce(0, +) - 1) < 1e-6)
        }
    }

    @Test(arguments: [(2, 24), (3, 25), (4, 60)])
    func `the way goes steadily through all members to the last and back`(
        members: Int, frames: Int
    ) {
        let path = MixturePath(members: members, frames: frames)
        // Where a frame stands between the first member, 0, and the last, less what is common to all.
        let places = (0..<frames).map { frame in
            path.weights(ofFrame: frame).enumerated()
                .reduce(0) {
                    $0 + Double($1.offset) * (Double($1.element) - 0.1 / Double(members)) / 0.9
                }
        }
        let step = 2 * Double(members - 1) / Double(frames)
        #expect(places[0] <= step && places[frames - 1] <= step)
        #expect(places.max().map { $0 > Double(members - 1) - step } == true)
        let turn = Double(members - 1)
        for (place, next) in zip(places, places.dropFirst()) where place < turn - step {
            #expect(abs(abs(next - place) - step) < 1e-5)
        }
    }

    @Test func `the start is no frame's mixture, also among many`() {
        let path = MixturePath(members: 2, frames: 100_000)
        #expect(path.start == [0.95, 0.05])
        #expect((0..<100_000).allSatisfy { path.weights(ofFrame: $0)[1] > 0.05 })
    }
}
