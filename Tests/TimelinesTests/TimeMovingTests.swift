import Testing

@testable import Timelines

/// Times that are moved keep their unit and what they count from.
struct TimeMovingTests {
    private static let rate = try? FrameRate(24, 1)
    private static let tempo = try? Tempo.parse("120")

    private func moved(
        _ text: String, by seconds: Double, rate: FrameRate? = TimeMovingTests.rate
    ) throws -> String? {
        try TimeExpression.parseKey(text).text(
            movedBy: seconds, within: 0.0008, at: #require(rate), duration: Time(seconds: 20),
            tempo: Self.tempo)
    }

    @Test(
        arguments: [
            ("2s", 0.5, "2.5s"), ("0", 1, "1s"), ("500ms", 0.25, "750ms"), ("48f", 0.5, "60f"),
            ("4b", 1, "6b"), ("4b", 0.1, "4.2b"), ("50%", 1, "55%"), ("-2s", 0.5, "-1.5s"),
            ("+2s", -0.5, "+1.5s"), ("chorus", 1, "chorus+1s"), ("chorus+1s", -1, "chorus"),
            ("chorus+1s", -3, "chorus-2s"), ("chorus-24f", 2, "chorus+24f"),
            ("00:00:02:12", 1, "00:00:03:12"), ("2s", 1.0 / 24, "2.042s"),
            ("2s", 1.0 / 3, "2.333s"),
        ] as [(String, Double, String)])
    func `the unit stays`(text: String, seconds: Double, expected: String) throws {
        #expect(try moved(text, by: seconds) == expected)
    }

    @Test(arguments: [("2s", -3), ("+1s", -2), ("-1s", 2)] as [(String, Double)])
    func `nothing comes before what it counts from`(text: String, seconds: Double) throws {
        #expect(try moved(text, by: seconds) == nil)
    }

    @Test func `drop-frame timecode leaves out its numbers`() throws {
        let rate = try FrameRate(30_000, 1001)
        #expect(try moved("00:00:59;29", by: 1001.0 / 30_000, rate: rate) == "00:01:00;02")
    }

    @Test func `a random time moved is within the tolerance of where it should be`() throws {
        var random = SystemRandomNumberGenerator()
        let (rate, length) = (try #require(Self.rate), Time(seconds: 20))
        for _ in 0..<2000 {
            let start = Double.random(in: 0...19, using: &random)
            let unit = ["s", "b", "%"].randomElement(using: &random) ?? "s"
            let scale: Double = unit == "s" ? 1 : unit == "b" ? 0.5 : 0.2
            let written = "\((start / scale * 1000).rounded() / 1000)\(unit)"
            let time = try TimeExpression.parseKey(written)
            let target = Double(Int.random(in: 0..<480, using: &random)) / 24
            let old = try time.resolved(at: rate, duration: length, tempo: Self.tempo)
            let text = try #require(
                time.text(
                    movedBy: target - old.seconds, within: 0.0008, at: rate, duration: length,
                    tempo: Self.tempo), "\(written)")
            let new = try TimeExpression.parseKey(text)
                .resolved(at: rate, duration: length, tempo: Self.tempo)
            #expect(abs(new.seconds - target) <= 0.000801, "\(written) to \(target): \(text)")
            #expect(text.hasSuffix(unit), "\(written): \(text)")
        }
    }

    @Test func `beats are at even times from the offset on`() throws {
        let tempo = try Tempo.parse("90", offset: TimeExpression.parse("0.25s"))
        let beats = tempo.beatTimes(at: try FrameRate(24, 1), until: 3, limit: 100)
        #expect(beats.count == 5)
        for (index, beat) in beats.enumerated() {
            #expect(abs(beat - (0.25 + Double(index) * 2 / 3)) < 1e-12)
        }
        #expect(tempo.beatTimes(at: try FrameRate(24, 1), until: 1e9, limit: 7).count == 7)
    }
}
