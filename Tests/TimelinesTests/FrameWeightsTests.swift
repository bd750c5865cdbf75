import Testing

@testable import Timelines

/// The numbers for many frames are those of the mixtures.
struct FrameWeightsTests {
    private static let easings: [Easing] = [
        .linear, .cubicBezier(.easeInOut), .steps(.start), .hold, .curve(Curve(.bounce, .easeOut)),
    ]

    @Test(arguments: [nil] + Fit.allCases.map(Optional.some), Loop.allCases)
    func `weights are those of the mixtures, bit for bit`(fit: Fit?, loop: Loop) throws {
        let names = ["c", "a", "d", "b"]
        let rate = try FrameRate(24_000, 1001)
        let mixtures = [
            Mixture("a"), try Mixture(weights: ["a": 0.3, "b": 0.7]),
            try Mixture(weights: ["b": 0.1, "c": 0.2, "d": 0.7]), Mixture("d"), Mixture("a"),
        ]
        let keys = try mixtures.enumerated().map { index, mixture in
            Keyframe(
                at: try Time(Int64(7 * index), 5), mixture, easing: Self.easings[index],
                hold: try Time(Int64(index % 2), 3))
        }
        for duration in [nil, try make("9s")] {
            let timeline = try Timeline(
                frameRate: rate, keyframes: keys, loop: loop, duration: duration, fit: fit)
            expectSameWeights(timeline, networks: names)
        }
    }
}
