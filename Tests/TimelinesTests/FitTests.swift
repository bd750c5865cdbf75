import Testing

@testable import Timelines

/// How a path is brought to the length of its film, compared with closed forms.
@Suite struct FitTests {
    private func timeline(
        _ keys: [Keyframe], over duration: Time?, _ fit: Fit?, rate: FrameRate = .film,
        loop: Loop = .none
    ) throws -> Timeline {
        try Timeline(
            frameRate: rate, keyframes: keys, loop: loop, duration: duration, fit: fit)
    }

    @Test(arguments: [1, 7, 60, 999, 123_457])
    func `stretch: frame k of n shows the path at k/n of its length`(count: Int) throws {
        let rate = try FrameRate(24_000, 1001)
        let keys = [try makeKey("0s", "a"), try makeKey("2s", "b", hold: "0.5s")]
        let timeline = try timeline(keys, over: rate.time(ofFrame: count), .stretch, rate: rate)
        #expect(timeline.frameCount == count)
        #expect(timeline.pathLength == (try make("2.5s")))
        for frame in stride(from: 0, to: count, by: max(1, count / 100)) {
            let weight = timeline.mixture(ofFrame: frame).weight(of: "b")
            #expect(abs(weight - min(1, 2.5 * Double(frame) / Double(count) / 2)) < 1e-15)
        }
        // 2 s of 2.5 s of n × 1001/24000 s.
        #expect(timeline.keyframes[1].time == (try Time(4 * Int64(count) * 1001, 5 * 24_000)))
    }

    @Test func `stretch: holds and easings are stretched with the path`() throws {
        let keys = [
            try makeKey("0s", "a", .curve(Curve(.quad, .easeIn)), hold: "1s"),
            try makeKey("3s", "b"),
        ]
        let timeline = try timeline(keys, over: make("6s"), .stretch)
        #expect(timeline.mixture(at: try make("2s")) == Mixture("a"))
        #expect(timeline.mixture(at: try make("3s")).weight(of: "b") == 0.0625)
        #expect(timeline.mixture(at: try make("4s")).weight(of: "b") == 0.25)
        #expect(timeline.mixture(at: try make("6s")) == Mixture("b"))
    }

    @Test func `stretch: a path as long as its film is not touched`() throws {
        let keys = [
            try makeKey("0s", "a", .cubicBezier(.easeInOut), hold: "0.25s"),
            try makeKey("3.5s", "b", hold: "0.55s"),
        ]
        let plain = try timeline(keys, over: nil, nil)
        let fitted = try timeline(keys, over: make("4.05s"), .stretch)
        #expect(fitted.frameCount == 97)
        #expect(fitted.keyframes == plain.keyframes)
        for frame in 0..<97 {
            #expect(fitted.mixture(ofFrame: frame) == plain.mixture(ofFrame: frame))
        }
    }

    @Test func `stretch: a path without length is what it was`() throws {
        let timeline = try timeline([makeKey("0s", "a")], over: make("5s"), .stretch)
        #expect(timeline.frameCount == 120)
        #expect(timeline.mixture(ofFrame: 119) == Mixture("a"))
    }

    @Test func `stretch: what 64 bits cannot hold is an error`() throws {
        let rate = try FrameRate(2_147_483_647, 2_147_483_629)
        let keys = [
            try makeKey("0s", "a"), try makeKey("0.123456789s", "b"),
            try makeKey("7.987654321s", "a"),
        ]
        #expect {
            try timeline(keys, over: rate.time(ofFrame: 9_999_991), .stretch, rate: rate)
        } throws: { error in
            if case TimelineError.outOfRange = error { true } else { false }
        }
    }

    @Test func `loop: the time t shows the path at t mod its length`() throws {
        let rate = try FrameRate(30_000, 1001)
        let keys = [try makeKey("0s", "a"), try makeKey("0.7s", "b")]
        let timeline = try timeline(keys, over: make("60s"), .loop, rate: rate)
        #expect(timeline.frameCount == 1798)
        for frame in 0..<1798 {
            // k × 1001/30000 mod 7/10, in units of 1/300000.
            let expected = Double(frame * 10_010 % 210_000) / 210_000
            let weight = timeline.mixture(ofFrame: frame).weight(of: "b")
            #expect(abs(weight - expected) < 1e-15)
        }
    }

    @Test func `loop: a film shorter than the path shows its beginning`() throws {
        let keys = [try makeKey("0s", "a"), try makeKey("4s", "b")]
        let timeline = try timeline(keys, over: make("1s"), .loop)
        #expect(timeline.frameCount == 24)
        #expect(timeline.mixture(ofFrame: 12).weight(of: "b") == 0.125)
    }

    @Test func `hold: the last mixture stays, and nothing is to be said`() throws {
        let keys = [try makeKey("0s", "a"), try makeKey("2s", "b")]
        let held = try timeline(keys, over: make("5s"), .hold)
        #expect(held.frameCount == 120)
        #expect((48..<120).allSatisfy { held.mixture(ofFrame: $0) == Mixture("b") })
        #expect(held.heldFrom == nil)
        let plain = try timeline(keys, over: make("5s"), nil)
        #expect((0..<120).allSatisfy { held.mixture(ofFrame: $0) == plain.mixture(ofFrame: $0) })
        #expect(plain.heldFrom == (try make("2s")))
    }

    @Test func `cut: the way to a key beyond the end stops there`() throws {
        let keys = [try makeKey("0s", "a"), try makeKey("4s", "b"), try makeKey("9s", "a")]
        let timeline = try timeline(keys, over: make("2s"), .cut)
        #expect(timeline.frameCount == 48)
        for frame in 0..<48 {
            #expect(timeline.mixture(ofFrame: frame).weight(of: "b") == Double(frame) / 96)
        }
    }

    @Test(arguments: [nil, Fit.hold])
    func `without a fit that brings it there, a key beyond the end is an error`(fit: Fit?) throws {
        let keys = [try makeKey("0s", "a"), try makeKey("3s", "b")]
        let error = TimelineError.keyframeAfterEnd(
            index: 1, at: try make("3s"), duration: try make("2s"))
        #expect(throws: error) { try timeline(keys, over: make("2s"), fit) }
        #expect("\(error)".contains("fit: stretch"))
    }

    @Test(arguments: Fit.allCases)
    func `without a length to fit to, a path ends with its last key`(fit: Fit) throws {
        let keys = [try makeKey("0s", "a"), try makeKey("2s", "b")]
        let timeline = try timeline(keys, over: nil, fit)
        #expect(timeline.frameCount == 49)
        #expect(timeline.mixture(ofFrame: 48) == Mixture("b"))
    }

    @Test func `keys beside a path are fitted as the path is`() throws {
        let keys = [try makeKey("0s", "a"), try makeKey("1s", "b")]
        for (fit, weight) in [(Fit.stretch, 0.5), (.loop, 0.5), (.hold, 1), (.cut, 1)] {
            let beside = try Timeline(
                frameRate: .film, keyframes: keys, duration: make("8s"), fit: fit,
                pathLength: make("4s"))
            // 1 s of a stretched path, and 0.5 s of the path that has begun again.
            let time = fit == .loop ? "4.5s" : "1s"
            #expect(beside.mixture(at: try make(time)).weight(of: "b") == weight)
        }
        #expect(throws: TimelineError.self) {
            try Timeline(
                frameRate: .film, keyframes: keys, duration: make("8s"), fit: .stretch,
                pathLength: make("0.5s"))
        }
    }

    @Test func `a frame within a hold's last part is nothing to speak of`() throws {
        // The last frame shows 2.75 s, where the path ends, of 2.8 s.
        let keys = [try makeKey("0s", "a"), try makeKey("2s", "b", hold: "0.75s")]
        #expect(try timeline(keys, over: make("2.8s"), nil).heldFrom == nil)
        // One mixture all along is meant.
        #expect(try timeline([makeKey("0s", "a")], over: make("9s"), nil).heldFrom == nil)
    }

    @Test func `what is left of a time lies within the period and a whole number of them before`()
        throws
    {
        var state: UInt64 = 7
        func random(_ bits: Int) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> (64 - UInt64(bits))) + 1
        }
        for bits in [8, 20, 31, 40, 62] {
            for _ in 0..<200 {
                let time = try Time(random(bits), random(bits))
                let period = try Time(random(bits), random(bits))
                let rest = time.remainder(dividingBy: period)
                #expect(rest >= .zero)
                #expect(rest < period || rest == .zero)
                let (whole, exact) = Self.periods(time, rest, period)
                // Beyond 31 bits a result may not fit, and is rounded.
                if bits <= 20 { #expect(exact) }
                #expect(abs(whole - whole.rounded()) < 1e-6 * max(1, whole))
            }
        }
    }

    /// (time − rest) / period, and whether that is exactly a whole number where 128 bits tell.
    private static func periods(
        _ time: Time, _ rest: Time, _ period: Time
    ) -> (Double, Bool) {
        let quotient = (time.seconds - rest.seconds) / period.seconds
        guard let difference = try? time.subtracting(rest),
            let exact = try? difference.value.divided(by: period.value)
        else { return (quotient, false) }
        return (quotient, exact.denominator == 1)
    }
}
