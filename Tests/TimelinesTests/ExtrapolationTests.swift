import Testing

@testable import Timelines

/// Weights below 0 and above 1, which only a timeline that extrapolates has.
struct ExtrapolationTests {
    @Test func `an overshooting easing goes on straight beyond its keys`() throws {
        let back = try Easing.parse("ease-out-back")
        let keys = [
            Keyframe(at: .zero, Mixture("a"), easing: back),
            Keyframe(at: Time(seconds: 1), try Mixture(weights: ["b": 0.5, "c": 0.5])),
        ]
        #expect(throws: TimelineError.extrapolation(index: 0)) {
            try Timeline(frameRate: .film, keyframes: keys)
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keys, extrapolates: true)
        var least = 1.0
        for frame in 1..<24 {
            let mixture = timeline.mixture(ofFrame: frame)
            let progress = back.progress(at: Double(frame) / 24)
            #expect(abs(mixture.weight(of: "a") - (1 - progress)) < 1e-15)
            #expect(abs(mixture.weight(of: "b") - progress / 2) < 1e-15)
            least = min(least, mixture.weight(of: "a"))
        }
        #expect(least < -0.09)
        #expect(timeline.mixture(ofFrame: 24) == keys[1].mixture)
    }

    @Test func `weights of frames are those of the mixtures, bit for bit`() throws {
        let mixtures = [
            Mixture("a"), try Mixture(weights: ["a": 1.5, "b": -0.5], extrapolates: true),
            try Mixture(weights: ["b": -0.25, "c": 0.25, "d": 1], extrapolates: true), Mixture("d"),
        ]
        let easings = ["ease-in-out-elastic", "spring(100, 3)", "linear(0, 1.5, 1)", "linear"]
        let keys = try mixtures.enumerated().map { index, mixture in
            Keyframe(
                at: Time(seconds: Int32(index)), mixture, easing: try Easing.parse(easings[index]))
        }
        let timeline = try Timeline(
            frameRate: FrameRate(60), keyframes: keys, loop: .pingpong, extrapolates: true)
        let names = ["d", "b", "a", "c", "e"]
        expectSameWeights(timeline, networks: names)
        for frame in 0..<timeline.frameCount {
            let mixture = timeline.mixture(ofFrame: frame)
            let sizes = mixture.components.reduce(0) { $0 + $1.weight.magnitude }
            let sum = mixture.components.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - 1) <= 4 * 0x1p-52 * max(1, sizes))
        }
    }

    @Test func `the base has what the sliders leave`() throws {
        let one = try Mixture(base: "plain", sliders: ["night": 0.6, "strokes": 0.4])
        #expect(one == (try Mixture(weights: ["night": 0.6, "strokes": 0.4])))
        let two = try Mixture(base: "plain", sliders: ["night": 0.25, "strokes": 0.5])
        #expect(two.weight(of: "plain") == 0.25)
        #expect(try Mixture(base: "plain", sliders: [:]) == Mixture("plain"))
        #expect(try Mixture(base: "plain", sliders: ["night": 0]) == Mixture("plain"))
        // θ₀ + 1.5 (θ₁ − θ₀) = −0.5 θ₀ + 1.5 θ₁
        let beyond = try Mixture(base: "plain", sliders: ["night": 1.5], extrapolates: true)
        #expect(
            beyond == (try Mixture(weights: ["plain": -0.5, "night": 1.5], extrapolates: true)))
        #expect(throws: TimelineError.sliderSum(1.5)) {
            try Mixture(base: "plain", sliders: ["night": 1.5])
        }
        #expect(throws: TimelineError.mixtureWeight("night", -0.5)) {
            try Mixture(base: "plain", sliders: ["night": -0.5])
        }
        #expect(throws: TimelineError.weightLimit("night", 101)) {
            try Mixture(base: "plain", sliders: ["night": 101], extrapolates: true)
        }
    }

    @Test func `effects add up between keys with sliders`() throws {
        let keys = try [["x": 0.0, "y": 0.5], ["x": 1.0, "y": -0.5]].enumerated().map {
            Keyframe(
                at: Time(seconds: Int32($0)),
                try Mixture(base: "base", sliders: $1, extrapolates: true))
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keys, extrapolates: true)
        for frame in 0...24 {
            let mixture = timeline.mixture(ofFrame: frame)
            let t = Double(frame) / 24
            #expect(abs(mixture.weight(of: "x") - t) < 1e-15)
            #expect(abs(mixture.weight(of: "y") - (0.5 - t)) < 1e-15)
            #expect(abs(mixture.weight(of: "base") - 0.5) < 1e-15)
        }
    }

    @Test func `a mixture beyond its networks is refused in a timeline that does not ask for it`()
        throws
    {
        let wild = try Mixture(weights: ["a": 1.5, "b": -0.5], extrapolates: true)
        #expect(wild.caption == "a 150% - b 50%")
        #expect(!wild.isConvex)
        let keys = [Keyframe(at: .zero, Mixture("a")), Keyframe(at: Time(seconds: 1), wild)]
        #expect(throws: TimelineError.extrapolation(index: 1)) {
            try Timeline(frameRate: .film, keyframes: keys)
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keys, extrapolates: true)
        #expect(timeline.mixture(ofFrame: 12).weight(of: "b") == -0.25)
    }
}
