import Testing

@testable import Timelines

@Suite struct TimelineErrorTests {
    @Test func `keyframes out of order are refused, not sorted`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("2s", "b"), makeKey("1s", "c")]
        let error = TimelineError.keyframeOrder(
            index: 2, at: Time(seconds: 1), previousEnd: Time(seconds: 2))
        #expect(throws: error) { try Timeline(frameRate: .film, keyframes: keys) }
        #expect(
            error.description
                == "key at 1s before the end of the previous key at 2s, expected it later")
    }

    @Test func `a keyframe within the hold of another is refused`() throws {
        let keys = try [makeKey("0s", "a", hold: "2s"), makeKey("1s", "b")]
        #expect(throws: TimelineError.self) { try Timeline(frameRate: .film, keyframes: keys) }
    }

    @Test func `two keyframes at one time are refused unless they are equal`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("1s", "b"), makeKey("1s", "c")]
        #expect(throws: TimelineError.keyframesCoincide(index: 2, at: Time(seconds: 1))) {
            try Timeline(frameRate: .film, keyframes: keys)
        }
        let equal = try [makeKey("0s", "a"), makeKey("1s", "b"), makeKey("1s", "b")]
        #expect(try Timeline(frameRate: .film, keyframes: equal).keyframes.count == 2)
    }

    @Test func `there is at least one keyframe and at least one frame`() throws {
        #expect(throws: TimelineError.noKeyframes) {
            try Timeline(frameRate: .film, keyframes: [])
        }
        #expect(throws: TimelineError.noFrames(duration: try make("10ms"), rate: .film)) {
            try Timeline(
                frameRate: .film, keyframes: [makeKey("0s", "a")], duration: make("10ms"))
        }
        #expect(throws: TimelineError.beforeStart("-1s")) {
            try Timeline(
                frameRate: .film, keyframes: [Keyframe(at: Time(-1, 1), Mixture("a"))])
        }
    }

    @Test func `a keyframe after the duration is refused`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("0s", "a"), makeKey("5s", "b")]
        #expect(
            throws: TimelineError.keyframeAfterEnd(
                index: 2, at: Time(seconds: 5), duration: Time(seconds: 4))
        ) { try Timeline(frameRate: .film, keyframes: keys, duration: make("4s")) }
    }

    @Test func `ten million frames are the most`() throws {
        let rate = try FrameRate(1000)
        let keys = try [makeKey("0s", "a"), makeKey("9999.999s", "b")]
        #expect(try Timeline(frameRate: rate, keyframes: keys).frameCount == 10_000_000)
        #expect(throws: TimelineError.tooManyFrames(19_999_998)) {
            try Timeline(frameRate: rate, keyframes: keys, loop: .pingpong)
        }
        #expect(throws: TimelineError.tooManyFrames(10_000_001)) {
            try Timeline(frameRate: rate, keyframes: keys, duration: make("10000.001s"))
        }
        #expect(throws: TimelineError.tooManyFrames(100_000_000_000)) {
            try Timeline(frameRate: rate, keyframes: keys, duration: make("100000000s"))
        }
    }

    @Test func `every message is one line with what was expected`() throws {
        let second = Time(seconds: 1)
        let errors: [TimelineError] = [
            .outOfRange("x"), .frameRateSyntax("x"), .frameRateRange("0"),
            .tempoRange("0"), .tempoMissing("4b"), .timeSyntax("a\nb"),
            .timecodeDropRate("x", rate: .film), .timecodeDropped("x", first: "y"),
            .noKeyBefore("+1s"), .labelUnknown("x", ["y"]), .labelCycle("a+1s"),
            .timeUnitMissing("2"), .timecodeField("x", field: "frames", below: 24),
            .timecodeRate("x", rate: .film), .durationMissing("50%"), .notAbsolute("-1s"),
            .beforeStart("-1s"), .mixtureEmpty, .mixtureWeight("a", -1),
            .weightLimit("a", -101), .mixtureSum(1.5), .sliderSum(2),
            .easingOvershoots("x"), .extrapolation(index: 0),
            .mixtureSum(0), .easingUnknown("x", nearest: nil), .easingUnknown("x", nearest: "y"),
            .easingArguments("x", expected: "y"), .noKeyframes,
            .keyframeOrder(index: 1, at: second, previousEnd: second),
            .keyframesCoincide(index: 1, at: second),
            .keyframeAfterEnd(index: 1, at: second, duration: second),
            .noFrames(duration: second, rate: .film), .tooManyFrames(1),
        ]
        for error in errors {
            let message = error.description
            #expect(message.contains("expected ") || message.contains("did you mean"))
            #expect(!error.description.contains("\n"))
        }
    }
}
