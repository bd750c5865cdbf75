import Testing

@testable import Timelines

/// Times that count from other keys, in beats, and in drop-frame timecode.
struct KeyTimesTests {
    /// Keys as `at`, label and hold; the times in seconds, or what is wrong.
    private func times(
        _ keys: [(String, String?, String?)], duration: Time? = nil, bpm: String? = nil,
        offset: String = "0s", others: [String: Time] = [:]
    ) throws -> [String] {
        let tempo = try bpm.map {
            try Tempo.parse($0, offset: try TimeExpression.parseLength(offset))
        }
        let keys = try keys.map { time, label, hold in
            KeyTimes.Key(
                try TimeExpression.parseKey(time), label: label,
                hold: try hold.map {
                    try TimeExpression.parseLength($0).resolvedLength(at: .film, tempo: tempo)
                } ?? .zero)
        }
        let found = KeyTimes(at: .film, duration: duration, tempo: tempo, others: others).times(
            of: keys)
        return found.map { result in
            switch result {
            case .success(let time): time.description
            case .failure(let error): error.description
            case nil: "–"
            }
        }
    }

    @Test func `plus counts from the end of the key before and its hold`() throws {
        let found = try times([
            ("1s", nil, nil), ("+2s", nil, "0.5s"), ("+12f", nil, nil), ("+00:00:01:00", nil, nil),
        ])
        #expect(found == ["1s", "3s", "4s", "5s"])
        #expect(
            try times([("+2s", nil, nil)]) == [
                "'+2s' in the first key, expected a time that counts from the start"
            ])
    }

    @Test func `a label is the time of its key, before it and after it`() throws {
        let found = try times(
            [
                ("chorus-2s", nil, nil), ("verse+1s", nil, nil), ("chorus", nil, nil),
                ("5s", "chorus", "1s"), ("+1s", "verse", nil), ("end", nil, nil),
            ], others: ["end": Time(seconds: 9), "chorus": Time(seconds: 8)])
        #expect(found == ["3s", "8s", "5s", "5s", "7s", "9s"])
        #expect(
            try times([("1s", "chorus", nil), ("chorsu+1s", nil, nil), ("+1s", nil, nil)])
                == [
                    "1s", "no key has the label 'chorsu', expected chorus (did you mean 'chorus'?)",
                    "–",
                ])
        #expect(
            try times([("1s", "a", nil), ("a-2s", nil, nil)])[1]
                == "'a-2s' is before the start, expected 0s or later")
        #expect(try times([("ten", nil, nil)])[0].hasPrefix("'ten' is not a time"))
    }

    @Test func `keys that count from one another have no time`() throws {
        let circle = try times([("b+1s", "a", nil), ("c", "b", nil), ("+1s", "c", nil)])
        #expect(
            circle.filter { $0.contains("counts from a key whose time counts from this one") }.count
                == 1)
        #expect(circle.filter { $0 == "–" }.count == 2)
        #expect(try times([("a+1s", "a", nil)])[0].contains("whose time counts from this one"))
    }

    @Test func `a long chain is followed`() throws {
        let keys =
            [("0s", String?.none, String?.none)]
            + (1..<100_000).map { _ in ("+1ms", String?.none, String?.none) }
        #expect(try times(keys).last == "99.999s")
    }

    @Test func `beats are exact, and the offset is where the first is`() throws {
        let found = try times(
            [
                ("0b", nil, nil), ("4b", "drop", "1b"), ("+2.5b", nil, nil), ("drop+8b", nil, nil),
                ("-1b", nil, nil),
            ], duration: Time(seconds: 30), bpm: "128.5", offset: "0.2s")
        // A beat is 60 / 128.5 s = 120/257 s.
        let expected = [
            try Time(1, 5), try Time(1, 5).adding(Time(480, 257)),
            try Time(1, 5).adding(Time(900, 257)), try Time(1, 5).adding(Time(1440, 257)),
            try Time(30, 1).subtracting(Time(120, 257)),
        ]
        #expect(found == expected.map(\.description))
        #expect(
            try times([("4b", nil, nil)]) == ["'4b' counts beats, expected `bpm` in the timeline"])
    }

    @Test(arguments: ["0", "-1", "1000.1", "x", "", "1e2"])
    func `a tempo is above 0 and at most 1000`(text: String) {
        #expect(throws: TimelineError.tempoRange(text)) { try Tempo.parse(text) }
    }

    @Test(arguments: ["a", "chorus", "Strophe_2", "é", "x".padding(64)])
    func `a label begins with a letter`(text: String) {
        #expect(TimeExpression.isLabel(text))
    }

    @Test(arguments: ["", "2s", "1", "_a", "a b", "a-b", "a+b", "-1s", "a.b", "x".padding(65)])
    func `what reads like a time is no label`(text: String) {
        #expect(!TimeExpression.isLabel(text))
    }

    @Test(arguments: ["+", "+-1s", "++1s", "+2", "a+", "a-2", "a+b", "a++1s", "a b", "+50x"])
    func `other texts are no times of keys`(text: String) {
        #expect(throws: TimelineError.self) { try TimeExpression.parseKey(text) }
    }

    /// Frames counted one after another, without the numbers that SMPTE ST 12-1 leaves out.
    @Test(arguments: [("30000/1001", 30, 2), ("60000/1001", 60, 4)])
    func `drop-frame timecode is the frame that is counted so`(
        rate: String, base: Int, dropped: Int
    ) throws {
        let rate = try FrameRate.parse(rate)
        var frame = 0
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for second in 0..<660 {
            for number in 0..<base {
                let minute = second / 60
                let text = "00:\(digits(minute)):\(digits(second % 60));\(digits(number))"
                if second % 60 == 0, minute % 10 != 0, number < dropped {
                    let first = text.dropLast(2) + digits(dropped)
                    #expect(throws: TimelineError.timecodeDropped(text, first: String(first))) {
                        try make(text, at: rate)
                    }
                    continue
                }
                if second % 60 < 2 || second % 7 == 0 {
                    #expect(try make(text, at: rate) == rate.time(ofFrame: frame), "\(text)")
                }
                frame += 1
            }
        }
    }

    @Test func `an hour of drop-frame timecode keeps with the clock`() throws {
        // 107892 frames: 3.6 ms less than an hour.
        let hour = try make("01:00:00;00", at: FrameRate(30_000, 1001))
        #expect(hour == (try Time(107_892 * 1001, 30_000)))
        for rate in [FrameRate.film, try FrameRate(30), try FrameRate(24_000, 1001)] {
            #expect(throws: TimelineError.timecodeDropRate("00:00:10;02", rate: rate)) {
                try make("00:00:10;02", at: rate)
            }
        }
        #expect(throws: TimelineError.timecodeField("00:00:10;30", field: "frames", below: 30)) {
            try make("00:00:10;30", at: FrameRate(30_000, 1001))
        }
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String { String(repeating: self, count: count) }
}
