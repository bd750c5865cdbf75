import Testing

@testable import Timelines

/// Smooth ways against scipy 1.x and by their properties.
///
/// The numbers are those of `scipy.interpolate.PchipInterpolator(times, weights)(at)` for two networks.  For
/// three, its derivatives at the keys for each network alone, of which in Python at every key the positive or
/// the negative ones, whose sum is larger, were multiplied by the quotient of the two sums; then
/// `CubicHermiteSpline(times, weights, derivatives)(at)`.
@Suite struct SmoothTests {
    /// Keys of the networks a, b, … with these weights.
    private func keys(
        _ times: [Double], _ rows: [[Double]], holds: [Double] = []
    ) throws -> [Keyframe] {
        try zip(times, rows).enumerated().map { index, key in
            let weights = zip("abcdefgh".map(String.init), key.1)
            return Keyframe(
                at: try Time(Int64(key.0 * 1000), 1000),
                try Mixture(weights: Dictionary(uniqueKeysWithValues: weights)),
                hold: holds.isEmpty ? .zero : try Time(Int64(holds[index] * 1000), 1000),
                interpolation: .smooth)
        }
    }

    private func weights(
        _ timeline: Timeline, of network: String, at times: [Double]
    ) throws -> [Double] {
        try times.map {
            timeline.mixture(at: try Time(Int64(($0 * 1000).rounded()), 1000)).weight(of: network)
        }
    }

    private func expect(_ found: [Double], _ expected: [Double]) {
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) {
            #expect(abs(found - expected) < 2e-15, "\(found), \(expected)")
        }
    }

    @Test func `two networks: scipy's PchipInterpolator`() throws {
        let heights = [0, 0.25, 0.75, 0.875, 0.5, 0.5, 1]
        let timeline = try Timeline(
            frameRate: .film,
            keyframes: keys([0, 1, 1.5, 3, 4, 4.25, 7], heights.map { [1 - $0, $0] }))
        let times = [0.25, 0.5, 0.9, 1, 1.2, 1.4, 2, 2.75, 3.25, 3.9, 4.1, 4.5, 5.5, 6.9]
        let expected = [
            0.018973214285714288, 0.07142857142857142, 0.2082857142857143, 0.25,
            0.44826012793176967, 0.6933944562899785, 0.8222084024322831, 0.8719596462133775,
            0.81640625, 0.5105000000000001, 0.5, 0.5044452792386677, 0.6080015026296018,
            0.9657044828449789,
        ]
        expect(try weights(timeline, of: "b", at: times), expected)
        expect(try weights(timeline, of: "a", at: times), expected.map { 1 - $0 })
    }

    @Test func `three networks: growing and shrinking weights have one speed`() throws {
        let timeline = try Timeline(
            frameRate: .film,
            keyframes: keys(
                [0, 1, 2, 4, 5],
                [[1, 0, 0], [0.5, 0.5, 0], [0.25, 0.5, 0.25], [0, 0.25, 0.75], [0, 0.6, 0.4]]))
        let rows: [(Double, [Double])] = [
            (0.3, [0.8001250000000001, 0.199875, 0.0]), (0.8, [0.532, 0.468, 0.0]),
            (1.25, [0.4690504807692308, 0.5, 0.03094951923076923]),
            (1.9, [0.27101923076923085, 0.5, 0.22898076923076915]),
            (2.5, [0.16225961538461536, 0.4609375, 0.37680288461538464]),
            (3.5, [0.02283653846153849, 0.2890625, 0.6881009615384616]),
            (4.5, [0.0, 0.3614583333333333, 0.6385416666666667]),
        ]
        for (time, expected) in rows {
            expect(
                try ["a", "b", "c"].flatMap { try weights(timeline, of: $0, at: [time]) }, expected)
        }
    }

    @Test(
        arguments: [
            (
                [0.4, 0.1, 0.9],
                [
                    0.3661104895104895, 0.21066433566433568, 0.10142762237762232,
                    0.30740740740740746, 0.8898074074074076, 0.8053354053354054, 0.4337829577829578,
                ]
            ),
            (
                [0.4, 0.6, 0.1],
                [
                    0.4218, 0.525, 0.599025, 0.4703703703703704, 0.10637037037037034,
                    0.15555555555555556, 0.37875555555555557,
                ]
            ),
        ])
    func `a loop: scipy's values for the path three times on end`(
        heights: [Double], expected: [Double]
    ) throws {
        let keys = try keys([0, 1, 2.5, 4], (heights + [0.4]).map { [1 - $0, $0] })
        let times = [0.1, 0.5, 0.95, 1.5, 2.4, 3, 3.9]
        for timeline in [
            try Timeline(frameRate: .film, keyframes: keys, loop: .repeat),
            try Timeline(
                frameRate: .film, keyframes: keys, duration: Time(seconds: 11), fit: .loop),
            // A region's path beside one that is repeated.
            try Timeline(
                frameRate: .film, keyframes: keys, pathLength: Time(seconds: 4), seam: .repeat),
        ] {
            expect(try weights(timeline, of: "b", at: times), expected)
        }
    }

    /// Left and right difference quotients of a weight at a time.
    private func speeds(
        _ timeline: Timeline, of network: String, at time: Double, after next: Double? = nil
    ) throws -> (Double, Double) {
        let h = 1e-3
        func value(_ time: Double) throws -> Double {
            timeline.mixture(at: try Time(Int64((time * 1e6).rounded()), 1_000_000)).weight(
                of: network)
        }
        // Of second order: (3 f(t) − 4 f(t − h) + f(t − 2h)) / 2h
        let after = next ?? time
        let left = try (3 * value(time) - 4 * value(time - h) + value(time - 2 * h)) / (2 * h)
        let right =
            try (-3 * value(after) + 4 * value(after + h) - value(after + 2 * h)) / (2 * h)
        return (left, right)
    }

    @Test func `random paths: no jump in speed at keys, holds and seams`() throws {
        var random = SplitMix(state: 21)
        for round in 0..<40 {
            let count = Int.random(in: 4...9, using: &random)
            var (times, time) = ([0.0], 0.0)
            var holds = [round % 3 == 0 ? 0.25 : 0]
            for _ in 1..<count {
                time += holds[holds.count - 1] + Double(Int.random(in: 3...20, using: &random)) / 8
                times.append(time)
                holds.append(Int.random(in: 0...3, using: &random) == 0 ? 0.5 : 0)
            }
            var mixtures = try (0..<count).map { _ in try random.mixture() }
            mixtures[count - 1] = mixtures[0]
            let keyframes = try zip(times, zip(mixtures, holds)).map {
                Keyframe(
                    at: try Time(Int64($0 * 8), 8), $1.0, hold: try Time(Int64($1.1 * 8), 8),
                    interpolation: .smooth)
            }
            let timeline = try Timeline(
                frameRate: .film, keyframes: keyframes, loop: round % 2 == 0 ? .repeat : .pingpong)
            for network in "abcdefgh".map(String.init) {
                for (start, hold) in zip(times, holds).dropFirst() where start < time {
                    let (left, right) = try speeds(timeline, of: network, at: start)
                    #expect(abs(left - right) < 2e-4)
                    let (before, after) = try speeds(timeline, of: network, at: start + hold)
                    #expect(abs(before - after) < 2e-4)
                    if hold > 0 { #expect(abs(left) < 2e-4 && abs(after) < 2e-4) }
                }
                let end = time + holds[count - 1]
                let (last, first) = try speeds(timeline, of: network, at: end, after: 0)
                #expect(abs(last - first) < 2e-4, "\(round)")
                if round % 2 == 1 { #expect(abs(last) < 2e-4 && abs(first) < 2e-4) }
            }
        }
    }

    @Test func `random paths: sum one, never negative, between the two keys, exact at them`() throws
    {
        var random = SplitMix(state: 22)
        for round in 0..<60 {
            let keyframes = try (0..<8).map {
                Keyframe(
                    at: try Time(Int64($0 * 7 + $0 % 3), 5), try random.mixture(),
                    hold: try Time(round % 4 == 0 ? 1 : 0, 7), interpolation: .smooth)
            }
            let timeline = try Timeline(
                frameRate: .film, keyframes: keyframes, loop: Loop.allCases[round % 3])
            for key in keyframes { #expect(timeline.mixture(at: key.time) == key.mixture) }
            for _ in 0..<300 {
                let time = try Time(Int64.random(in: 0...10_800, using: &random), 1000)
                let mixture = timeline.mixture(at: time)
                let weights = mixture.components.map(\.weight)
                #expect(abs(weights.reduce(0, +) - 1) <= 4 * 0x1p-52)
                #expect(weights.allSatisfy { $0 > 0 && $0 <= 1 })
                let place = timeline.place(at: time)
                let (from, to) = (
                    keyframes[place.keyframe].mixture,
                    keyframes[min(place.keyframe + 1, 7)].mixture
                )
                for network in "abcdefgh".map(String.init) {
                    let (first, second) = (from.weight(of: network), to.weight(of: network))
                    #expect(
                        (min(first, second)...max(first, second)).contains(
                            mixture.weight(of: network)))
                }
            }
        }
    }

    @Test func `an easing of its own goes straight, and the weights rest on both sides`() throws {
        let mixtures = [Mixture("a"), Mixture("b"), Mixture("c"), Mixture("a")]
        let keyframes = mixtures.enumerated().map { index, mixture in
            Keyframe(
                at: Time(seconds: Int32(index)), mixture,
                easing: index == 1 ? .cubicBezier(.easeInOut) : .linear,
                interpolation: index == 1 ? .linear : .smooth)
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keyframes)
        let middle = timeline.mixture(at: try Time(5, 4))
        let straight = Easing.cubicBezier(.easeInOut).progress(at: 0.25)
        #expect(middle.weight(of: "c") == straight)
        for time in [1.0, 2] {
            let (left, right) = try speeds(timeline, of: "b", at: time)
            #expect(abs(left) < 5e-3 && abs(right) < 5e-3)
        }
    }

    @Test func `two keys are joined by a straight line`() throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: keys([0, 2], [[1, 0], [0.25, 0.75]]))
        expect(try weights(timeline, of: "b", at: [0.5, 1, 1.5]), [0.1875, 0.375, 0.5625])
    }

    @Test func `a path that is held at its end comes to rest there`() throws {
        let keyframes = try keys([1, 2, 3], [[1, 0], [0.5, 0.5], [0, 1]])
        let timeline = try Timeline(
            frameRate: .film, keyframes: keyframes, duration: Time(seconds: 5))
        for time in [1.0, 3] {
            let (left, right) = try speeds(timeline, of: "b", at: time)
            #expect(abs(left) < 1e-5 && abs(right) < 1e-5)
        }
    }

    @Test func `weights for frames are those of the mixtures, bit for bit`() throws {
        var random = SplitMix(state: 23)
        let keyframes = try (0..<12).map { index in
            let easing: Easing = index % 5 == 4 ? .hold : .linear
            let interpolation: Interpolation = index % 4 == 3 ? .linear : .smooth
            return Keyframe(
                at: try Time(Int64(index * 7), 5), try random.mixture(), easing: easing,
                interpolation: interpolation)
        }
        let names = ["h", "c", "a", "d", "b", "g", "x", "f", "e"]
        let timeline = try Timeline(frameRate: .film, keyframes: keyframes, loop: .repeat)
        expectSameWeights(timeline, networks: names)
    }
}
