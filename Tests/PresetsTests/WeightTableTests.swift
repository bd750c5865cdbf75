import Foundation
import Testing

@testable import Presets
@testable import Timelines

@Suite struct WeightTableTests {
    private static func samples(
        _ text: String, rest: String? = nil
    ) throws(PresetProblems) -> WeightSamples {
        try WeightTable.samples(
            in: Array(text.utf8), file: "w.csv", networks: ["monet", "vangogh", "klee"], rest: rest,
            rate: .film)
    }

    private static func messages(_ text: String, rest: String? = nil) -> [String] {
        do throws(PresetProblems) {
            _ = try samples(text, rest: rest)
            return []
        } catch { return error.headlines }
    }

    @Test func `rows are mixtures at their times`() throws {
        let samples = try Self.samples(
            """
            time, vangogh,"monet"
            0,0.25,0.75\r
            1.5 , 1 , 0

            "2.000000001",0.1,0.9

            """)
        let times = try [Time.zero, Time(3, 2), Time(2_000_000_001, 1_000_000_000)]
        #expect(samples.times == times)
        let first = try Mixture(weights: ["vangogh": 0.25, "monet": 0.75])
        #expect(samples.mixtures[0] == first)
        #expect(samples.mixtures[1] == Mixture("vangogh"))
        #expect(samples.mixtures[2].weight(of: "vangogh") == 0.1)
    }

    @Test func `frames, further columns and a rest`() throws {
        let samples = try Self.samples(
            "\u{FEFF}frame,seconds,timecode,klee,region 1 monet\n0,7,x,0.25,9\n36,7,y,1,9",
            rest: "monet")
        let times = try [Time.zero, Time(3, 2)]
        let first = try Mixture(weights: ["klee": 0.25, "monet": 0.75])
        #expect(samples.times == times)
        #expect(samples.mixtures[0] == first)
        #expect(samples.mixtures[1] == Mixture("klee"))
    }

    @Test(arguments: [
        ("", ["w.csv:1:1: an empty table, expected a header with time or frame and networks"]),
        (
            "monet,vangogh\n1,0",
            [
                "w.csv:1:1: no column of times (columns: monet, vangogh), expected 'time' or 'frame'"
            ]
        ),
        ("time\n0", ["w.csv:1:1: no column of a network, expected monet, vangogh or klee"]),
        ("time,monet\n", ["w.csv:1:1: no rows under the header, expected at least one"]),
        (
            "time,monet,mont,monet\n0,1,0,0",
            [
                "w.csv:1:12: column 'mont' is not a network of this preset, expected monet, vangogh "
                    + "or klee (did you mean 'monet'?)",
                "w.csv:1:17: a second column 'monet', expected one",
            ]
        ),
        (
            "time,monet,klee\n0,1\n0,1,0,0\nx,1,0\n1,1,0\n1,1,0\n2,1,y\n3,0.5,0.25\n4,1.5,0\n-1,1,0",
            [
                "w.csv:2:3: 2 values, expected 3 as in the header",
                "w.csv:3:5: 4 values, expected 3 as in the header",
                "w.csv:4:1: time 'x', expected seconds from 0 such as 1.5",
                "w.csv:6:1: '1' not after the row before, expected times in order, each once",
                "w.csv:7:5: weight 'y' of 'klee', expected a number from 0 to 1",
                "w.csv:8:1: weights with the sum 0.75, expected the sum 1 (or `rest: NETWORK` beside "
                    + "`csv`)",
                "w.csv:9:3: weight 1.5 of 'monet', expected a number from 0 to 1",
                "w.csv:10:1: time '-1', expected seconds from 0 such as 1.5",
            ]
        ),
        ("frame,monet\n0.5,1", ["w.csv:2:1: frame '0.5', expected a whole number from 0"]),
        (
            "frame,monet\n99999999,1",
            ["w.csv:2:1: frame '99999999', expected a whole number from 0"]
        ),
        (
            "time,monet\n0,nan",
            ["w.csv:2:3: weight 'nan' of 'monet', expected a number from 0 to 1"]
        ),
        (
            "time,monet\n0,\"1\n1,1",
            [
                "w.csv:2:3: a quote without its end, expected '\"' on the same line"
            ]
        ),
        (
            "time,monet\n0,\"1\"2",
            [
                "w.csv:2:6: '2' after a value in quotes, expected a comma"
            ]
        ),
    ])
    func `every mistake has its line and column`(text: String, expected: [String]) {
        #expect(Self.messages(text) == expected)
    }

    @Test func `a rest has no column and leaves no more than 1`() {
        #expect(
            Self.messages("time,monet,klee\n0,1,0", rest: "klee") == [
                "w.csv:1:12: a column of 'klee', which `rest` gives the rest, expected one of them"
            ])
        #expect(
            Self.messages("time,monet,klee\n0,1,0.5", rest: "vangogh") == [
                "w.csv:2:1: weights with the sum 1.5, expected the sum at most 1"
            ])
    }

    @Test func `bytes of all kinds are read or refused`() {
        let words = [
            "time", "frame", "monet", "klee", ",", ",", "\n", "\r\n", "\"", "0", "1", "0.5",
            "1e400", "-",
            " ", "\t", "\u{2028}", "ü", "\u{0}", "nan",
        ]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            let count = Int.random(in: 0...30, using: &random)
            let body = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            let text = Bool.random(using: &random) ? body : "time,monet,klee\n" + body
            var bytes = Array(text.utf8)
            if !bytes.isEmpty, Bool.random(using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(
                    in: 0...255, using: &random)
            }
            let samples = try? WeightTable.samples(
                in: bytes, file: "w.csv", networks: ["monet", "klee"], rate: .film)
            if let samples { #expect(samples.times.count == samples.mixtures.count) }
        }
    }
}

/// Weights from elsewhere as timelines.
@Suite struct WeightSourceTests {
    private func preset(_ timeline: String) throws -> Preset {
        try Preset.parse(make(timeline: timeline), file: "p.yaml")
    }

    @Test func `expressions are over the length of the result`() throws {
        let preset = try preset(
            "{fps: 10, duration: 2s, weights: {vangogh: t/duration, monet: rest}}")
        let timeline = try preset.timeline()
        #expect(timeline.frameCount == 20 && timeline.isSampled)
        for frame in 0..<20 {
            let weight = timeline.mixture(ofFrame: frame).weight(of: "vangogh")
            #expect(abs(weight - Double(frame) / 20) < 1e-15)
        }
        let long = try self.preset("{weights: {vangogh: t/duration, monet: rest}}")
        let rate = try FrameRate(24000, 1001)
        let film = try long.timeline(defaultFrameRate: rate, defaultDuration: Time(seconds: 100))
        #expect(film.frameCount == 2398 && film.heldFrom == nil)
        #expect(abs(film.mixture(at: Time(seconds: 50)).weight(of: "vangogh") - 0.5) < 1e-4)
    }

    @Test func `expressions without a length are refused`() throws {
        let preset = try preset("{weights: {vangogh: t, monet: rest}}")
        let error = #expect(throws: PresetProblems.self) { try preset.timeline() }
        #expect(
            error?.headlines == [
                "p.yaml:3:21: 'weights' without a duration, expected `duration` in the timeline"
            ])
    }

    @Test(arguments: [("stretch", 0.5), ("hold", 1), ("loop", 0)])
    func `a table is fitted as keys are`(fit: String, weight: Double) throws {
        let preset = try preset("{fps: 10, duration: 2s, fit: \(fit), from: {csv: w.csv}}")
        let samples = try WeightTable.samples(
            in: Array("time,monet,vangogh\n0,1,0\n1,0,1".utf8), file: "w.csv",
            networks: ["monet", "vangogh"], rate: .film)
        let timeline = try preset.timeline(samples: samples)
        #expect(timeline.frameCount == 20)
        #expect(timeline.mixture(at: Time(seconds: 1)).weight(of: "vangogh") == weight)
        #expect(preset.timeline.source?.file?.value.resolved == "w.csv")
    }

    @Test func `a table that is too long is refused, a sound is cut`() throws {
        var samples = WeightSamples(of: ["monet"])
        for second in 0..<5 { samples.append(Mixture("monet"), at: Time(seconds: Int32(second))) }
        let table = try preset("{fps: 10, duration: 2s, from: {csv: w.csv}}")
        let error = #expect(throws: PresetProblems.self) { try table.timeline(samples: samples) }
        #expect(
            error?.headlines == [
                "p.yaml:3:47: a path of 4s in a result of 2s, expected it within "
                    + "(or `fit: stretch` or `fit: cut` in the timeline)"
            ])
        let sound = try preset(
            "{fps: 10, duration: 2s, from: {sound: a.wav, feature: rms, network: monet, rest: vangogh}}"
        )
        #expect(try sound.timeline(samples: samples).frameCount == 20)
    }

    @Test func `paths of tables and sounds move with a preset`() throws {
        let preset = try preset("{from: {csv: w.csv}}")
        let moved = try preset.text {
            "/there/\($0.written)"
        } writing: {
            $0.written
        }
        #expect(moved.contains("csv: /there/w.csv"))
    }
}
