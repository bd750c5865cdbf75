import Testing

@testable import Timelines

@Suite struct TimeExpressionTests {
    @Test(
        arguments: [
            ("2.5s", 5, 2), ("500ms", 1, 2), ("60f", 5, 2), ("00:00:02:12", 5, 2), ("50%", 5, 1),
            ("-1s", 9, 1), ("-12f", 19, 2), ("-00:00:01:12", 17, 2), ("0", 0, 1), ("0s", 0, 1),
            ("0f", 0, 1), ("-0s", 10, 1), ("100%", 10, 1), ("0%", 0, 1), ("33.3%", 333, 100),
            ("01:02:03:04", 22_339, 6),
        ] as [(String, Int64, Int64)])
    func `a time of a ten-second film at 24 is exact`(
        text: String, numerator: Int64, denominator: Int64
    ) throws {
        let time = try TimeExpression.parse(text).resolved(at: .film, duration: Time(seconds: 10))
        #expect(time == (try Time(numerator, denominator)))
    }

    @Test func `timecode at 24000/1001 counts 24 frames per second`() throws {
        let rate = try FrameRate(24_000, 1001)
        let hour = try make("01:00:00:00", at: rate)
        #expect(hour == (try Time(36_036, 10)))
    }

    @Test(arguments: [
        "", "s", "2", "-2", "1:30", "00:00:01", "00:00:01:", "0:0:1:0", "1:00:00:00", "2 s", " 2s",
        "2s ", "2.s", ".5s", "2,5s", "1e3s", "0x10s", "1_000s", "nans", "infs", "2.5f", "101%",
        "-50%", "--1s", "+1s", "1m", "1h", "2S", "٢s", "1234567890s", "0.1234567890s",
        "00:00;01:00", "00;00;01;00", "00:00:01;", "2s3", "½s", "b", "4B", "4 b", "chorus",
    ])
    func `text that is no time is refused`(text: String) {
        let isBareNumber = text == "2" || text == "-2"
        #expect(throws: isBareNumber ? .timeUnitMissing(text) : TimelineError.timeSyntax(text)) {
            try TimeExpression.parse(text)
        }
    }

    @Test func `a timecode's fields have limits`() throws {
        #expect(throws: TimelineError.timecodeField("00:60:00:00", field: "minutes", below: 60)) {
            try make("00:60:00:00")
        }
        #expect(throws: TimelineError.timecodeField("00:00:60:00", field: "seconds", below: 60)) {
            try make("00:00:60:00")
        }
        #expect(throws: TimelineError.timecodeField("00:00:00:24", field: "frames", below: 24)) {
            try make("00:00:00:24")
        }
        #expect(throws: TimelineError.timecodeRate("00:00:01:00", rate: try FrameRate(25, 2))) {
            try make("00:00:01:00", at: FrameRate(25, 2))
        }
    }

    @Test func `what counts from a duration needs one`() {
        #expect(throws: TimelineError.durationMissing("50%")) { try make("50%") }
        #expect(throws: TimelineError.durationMissing("-1s")) { try make("-1s") }
        #expect(throws: TimelineError.beforeStart("-11s")) {
            try TimeExpression.parse("-11s").resolved(at: .film, duration: Time(seconds: 10))
        }
        #expect(throws: TimelineError.notAbsolute("50%")) {
            try TimeExpression.parse("50%").resolvedLength(at: .film)
        }
    }

    @Test func `a share too fine for 64 bits is an error`() throws {
        let share = try TimeExpression.parse("33.333333333%")
        #expect(throws: TimelineError.self) {
            try share.resolved(at: .film, duration: Time(1_123_456_789, 1_000_000_007))
        }
    }

    @Test func `a change of frame rate moves no time in seconds`() throws {
        let expression = try TimeExpression.parse("2.5s")
        for rate in [try FrameRate(24), try FrameRate(30_000, 1001), try FrameRate(25, 2)] {
            #expect(try expression.resolved(at: rate, duration: nil) == Time(5, 2))
        }
    }
}
