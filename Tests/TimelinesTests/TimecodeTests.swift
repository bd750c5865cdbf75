import Testing
import Timelines

struct TimecodeTests {
    /// Counts as SMPTE ST 12-1 says it: all numbers in order, without those that are left out.
    private func counted(_ count: Int, base: Int, dropped: Int) -> [String] {
        var texts: [String] = []
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for second in 0... {
            let minute = second / 60
            let isShort = second % 60 == 0 && minute % 10 != 0
            for frame in (isShort ? dropped : 0)..<base {
                if texts.count == count { return texts }
                let fields = [minute / 60, minute % 60, second % 60].map(digits)
                texts.append(
                    fields.joined(separator: ":") + (dropped > 0 ? ";" : ":") + digits(frame))
            }
        }
        return texts
    }

    @Test(arguments: [
        ("24", 24, 0), ("25", 25, 0), ("24000/1001", 24, 0), ("30", 30, 0), ("60", 60, 0),
        ("30000/1001", 30, 2), ("60000/1001", 60, 4),
    ])
    func `frames are counted, and numbers left out`(rate: String, base: Int, dropped: Int) throws {
        let timecode = try #require(Timecode(try FrameRate.parse(rate)))
        #expect(timecode.base == base)
        #expect(timecode.dropsFrames == (dropped > 0))
        let expected = counted(timecode.hour + 1500, base: base, dropped: dropped)
        #expect(expected[timecode.hour].hasPrefix("01:00:00"))
        #expect(expected[timecode.hour].hasSuffix("00"))
        let found = expected.indices.map { timecode.text(ofFrame: $0) }
        let wrong = zip(found, expected).first { $0 != $1 }
        #expect(wrong == nil)
        for frame in stride(from: 0, to: expected.count, by: 7) {
            #expect(timecode.frame(of: expected[frame]) == frame)
        }
    }

    @Test(arguments: ["01:00:00", "1:00:00:00", "24:00:00:00", "00:60:00:00", "00:01:00;00", "x"])
    func `other texts are no frame`(text: String) throws {
        let timecode = try #require(Timecode(try FrameRate.parse("30000/1001")))
        #expect(timecode.frame(of: text) == nil)
    }

    @Test func `a text with a colon leaves out no numbers`() throws {
        let rate = try FrameRate.parse("30000/1001")
        let timecode = try #require(Timecode(rate, written: "01:00:00:00"))
        #expect(timecode.frame(of: "01:00:00:00") == 108_000)
        #expect(timecode.text(ofFrame: 108_000 + 1800) == "01:01:00:00")
    }

    @Test func `a day is over after 24 hours`() throws {
        let timecode = try #require(Timecode(try FrameRate.parse("30000/1001")))
        #expect(timecode.text(ofFrame: 24 * timecode.hour - 1) == "23:59:59;29")
        #expect(timecode.text(ofFrame: 24 * timecode.hour) == "00:00:00;00")
    }

    @Test(arguments: ["12.5", "1000/7", "120000/1001", "240"])
    func `other rates have none`(rate: String) throws {
        #expect(Timecode(try FrameRate.parse(rate)) == nil)
    }

    @Test func `keyframes are found each time that the path comes by`() throws {
        func frames(_ loop: Loop, _ duration: Time? = nil, _ fit: Fit? = nil) throws -> [Int] {
            let keys = [(Int32(0), "a"), (1, "b"), (2, "a")].map { time, name in
                Keyframe(at: Time(seconds: time), Mixture(name))
            }
            let timeline = try Timeline(
                frameRate: try FrameRate(4), keyframes: keys, loop: loop, duration: duration,
                fit: fit)
            return timeline.keyframes(ofFrames: 0..<timeline.frameCount).map(\.frame)
        }
        #expect(try frames(.none) == [0, 4, 8])
        // The seam's frame is left out.
        #expect(try frames(.repeat) == [0, 4])
        #expect(try frames(.pingpong) == [0, 4, 8, 12])
        #expect(try frames(.none, Time(seconds: 5), .loop) == [0, 4, 8, 12, 16])
        #expect(try frames(.none, Time(seconds: 4), .stretch) == [0, 8])
    }
}
