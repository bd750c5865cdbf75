import Testing

@testable import Timelines

@Suite struct TimelineTests {
    @Test func `a film's last frame is exactly its last keyframe`() throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("0s", "a"), makeKey("2s", "b")])
        #expect(timeline.frameCount == 49)
        #expect(timeline.mixture(ofFrame: 0) == Mixture("a"))
        #expect(timeline.mixture(ofFrame: 48) == Mixture("b"))
        #expect(timeline.mixture(ofFrame: 47) != Mixture("b"))
        #expect(timeline.mixture(ofFrame: 24).weight(of: "a") == 0.5)
    }

    @Test(arguments: ["1.02s", "2s", "1.03s", "0.01s"])
    func `the last frame is the last keyframe also where that is between frames`(
        end: String
    ) throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("0s", "a"), makeKey(end, "b")])
        #expect(timeline.mixture(ofFrame: timeline.frameCount - 1) == Mixture("b"))
    }

    @Test func `linear weights are k/n at 24000/1001 to the last frame of a million`() throws {
        let rate = try FrameRate(24_000, 1001)
        let end = try rate.time(ofFrame: 1_000_000)
        let timeline = try Timeline(
            frameRate: rate,
            keyframes: [Keyframe(at: .zero, Mixture("a")), Keyframe(at: end, Mixture("b"))])
        #expect(timeline.frameCount == 1_000_001)
        for frame in [1, 7, 999, 333_333, 500_000, 999_999] {
            let weight = timeline.mixture(ofFrame: frame).weight(of: "b")
            #expect(abs(weight - Double(frame) / 1e6) < 1e-16)
        }
    }

    @Test func `a keyframe holds and then eases to the next`() throws {
        let timeline = try Timeline(
            frameRate: .film,
            keyframes: [
                makeKey("0s", "a", .curve(Curve(.quad, .easeIn)), hold: "1s"), makeKey("3s", "b"),
            ])
        #expect(timeline.mixture(at: .zero) == Mixture("a"))
        #expect(timeline.mixture(at: try make("1s")) == Mixture("a"))
        #expect(timeline.mixture(at: try make("1.5s")).weight(of: "b") == 0.0625)
        #expect(timeline.mixture(at: try make("2s")).weight(of: "b") == 0.25)
        #expect(timeline.mixture(at: try make("3s")) == Mixture("b"))
    }

    @Test func `the last hold lengthens the film`() throws {
        let timeline = try Timeline(
            frameRate: .film,
            keyframes: [makeKey("0s", "a"), makeKey("1s", "b", hold: "0.5s")])
        #expect(timeline.frameCount == 37)
        #expect((24...36).allSatisfy { timeline.mixture(ofFrame: $0) == Mixture("b") })
    }

    @Test func `before the first keyframe and after the last the nearest stands`() throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("1s", "a"), makeKey("2s", "b")],
            duration: make("3s"))
        #expect(timeline.frameCount == 72)
        #expect(timeline.mixture(at: try Time(-5, 1)) == Mixture("a"))
        #expect(timeline.mixture(ofFrame: 0) == Mixture("a"))
        #expect(timeline.mixture(at: try make("99s")) == Mixture("b"))
        #expect(timeline.mixture(ofFrame: -7) == timeline.mixture(ofFrame: 0))
        #expect(timeline.mixture(ofFrame: .max) == timeline.mixture(ofFrame: 71))
    }

    @Test func `a jump follows a hold that ends at the next keyframe`() throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("0s", "a", hold: "1s"), makeKey("1s", "b")])
        #expect(timeline.mixture(ofFrame: 23) == Mixture("a"))
        #expect(timeline.mixture(ofFrame: 24) == Mixture("b"))
    }

    @Test func `one keyframe is a constant film`() throws {
        let still = try Timeline(frameRate: .film, keyframes: [makeKey("0s", "a")])
        #expect(still.frameCount == 1)
        let held = try Timeline(
            frameRate: .film, keyframes: [makeKey("0s", "a")], duration: make("1s"))
        #expect(held.frameCount == 24)
        #expect(held.mixture(ofFrame: 11) == Mixture("a"))
    }

    @Test func `a frame's mixture does not depend on what was asked before`() throws {
        let timeline = try Timeline(
            frameRate: FrameRate(30_000, 1001),
            keyframes: [
                makeKey("0s", "a", .cubicBezier(.ease)), makeKey("1s", "b", hold: "0.2s"),
                makeKey("2s", "c", .steps(.start)), makeKey("3s", "a"),
            ], loop: .pingpong)
        let forwards = (0..<timeline.frameCount).map(timeline.mixture(ofFrame:))
        var random = SplitMix(state: 7)
        for frame in (0..<timeline.frameCount).shuffled(using: &random) {
            #expect(timeline.mixture(ofFrame: frame) == forwards[frame])
        }
    }

    @Test func `a mixture of N networks stays in the simplex all along a path`() throws {
        var random = SplitMix(state: 3)
        let easings = Easing.named.map(\.easing).filter { !$0.overshoots }
        let keys = try (0..<20).map {
            Keyframe(
                at: try make("\($0)s"), try random.mixture(),
                easing: easings[$0 * 3 % easings.count])
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keys)
        for frame in 0..<timeline.frameCount {
            let weights = timeline.mixture(ofFrame: frame).components.map(\.weight)
            #expect(abs(weights.reduce(0, +) - 1) < 1e-14)
            #expect(weights.allSatisfy { $0 > 0 && $0 <= 1 })
        }
        for (index, key) in keys.enumerated() {
            #expect(timeline.mixture(ofFrame: index * 24) == key.mixture)
        }
    }
}
