import Testing

@testable import Timelines

@Suite struct FrameRateTests {
    @Test(
        arguments: [
            ("24", 24, 1), ("24000/1001", 24_000, 1001), ("12.5", 25, 2), ("24.0", 24, 1),
            ("50/2", 25, 1), ("1000", 1000, 1), ("0.1", 1, 10), ("23.5", 47, 2),
        ] as [(String, Int64, Int64)])
    func `a frame rate is read exactly`(
        text: String, numerator: Int64, denominator: Int64
    ) throws {
        let rate = try FrameRate.parse(text)
        #expect(rate.numerator == numerator)
        #expect(rate.denominator == denominator)
    }

    @Test(arguments: [
        ("23.976", "24000/1001"), ("23.98", "24000/1001"), ("29.97", "30000/1001"),
        ("59.94", "60000/1001"), ("47.952", "48000/1001"), ("119.88", "120000/1001"),
        ("11.988", "12000/1001"), ("239.76", "240000/1001"),
    ])
    func `a rounded rate is the exact one, with a note`(text: String, exact: String) throws {
        let rate = try FrameRate.parse(text)
        #expect(rate.description == exact)
        #expect(rate.denominator == 1001)
        #expect(FrameRate.notice(reading: text) == "frame rate \(text) is read as \(exact)")
    }

    @Test(arguments: ["24", "24000/1001", "12.5", "24.0", "23.5", "x", "0", "29.9"])
    func `an exact rate has no note`(text: String) {
        #expect(FrameRate.notice(reading: text) == nil)
    }

    @Test(arguments: ["0", "-24", "1000.1", "1e9", "24000/0", "1000000000", "99999999999", "0/1"])
    func `a rate that no film has is refused`(text: String) {
        let expected: TimelineError = text == "1e9" ? .frameRateSyntax(text) : .frameRateRange(text)
        #expect(throws: expected) { try FrameRate.parse(text) }
    }

    @Test(arguments: [
        "", "no", "ten", "24/", "/1", "24/1/1", "1_000", "0x18", ".nan", "inf", " 24", "24 ", "٢٤",
        "2.4/1", "24fps", "+24", ".5", "5.",
    ])
    func `text that is no rate is refused`(text: String) {
        #expect(throws: TimelineError.frameRateSyntax(text)) { try FrameRate.parse(text) }
    }

    @Test func `frame a million at 24000/1001 has not drifted`() throws {
        let rate = try FrameRate(24_000, 1001)
        let time = try rate.time(ofFrame: 1_000_000)
        // 10⁶ × 1001 / 24000 = 41708 1/3
        #expect(time.numerator == 125_125)
        #expect(time.denominator == 3)
        #expect(try rate.nearestFrame(to: time) == 1_000_000)
    }

    @Test func `the nearest frame rounds halves away from zero`() throws {
        let rate = try FrameRate(10)
        #expect(try rate.nearestFrame(to: Time(5, 100)) == 1)
        #expect(try rate.nearestFrame(to: Time(4, 100)) == 0)
        #expect(try rate.nearestFrame(to: Time(-5, 100)) == -1)
        #expect(try rate.nearestFrame(to: Time(25, 100)) == 3)
    }

    @Test func `the time of a frame beyond 64 bits is an error`() throws {
        let slow = try FrameRate(1, 1_000_000)
        #expect(throws: TimelineError.self) { try slow.time(ofFrame: .max) }
        #expect(throws: TimelineError.self) { try slow.time(ofFrame: .min) }
    }

    @Test func `times of large terms compare exactly`() throws {
        let third = try Time(2, 6)
        #expect(third.numerator == 1 && third.denominator == 3)
        #expect(try Time(.max / 3, .max) < third)
        #expect(throws: TimelineError.self) { try Time(1, 0) }
    }

    @Test func `a source's rate may be any that a container can state`() throws {
        #expect(FrameRate(ofSource: 48, 2)?.description == "24")
        #expect(FrameRate(ofSource: 90_000, 1)?.numerator == 90_000)
        for (numerator, denominator) in [(0, 1), (-24, 1), (24, 0), (1 << 31, 1), (1, 1 << 31)] {
            #expect(FrameRate(ofSource: Int64(numerator), Int64(denominator)) == nil)
        }
        let rate = try FrameRate(30_000, 1001)
        #expect(try rate.frameDuration == Time(1001, 30_000))
    }
}
