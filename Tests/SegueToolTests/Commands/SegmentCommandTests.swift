import Fixtures
import Foundation
import Testing

/// `segue segments` as a farm calls it.
struct SegmentCommandTests {
    /// A film of seven frames whose segments are there, but for the film's; segments of two frames.
    private func rendered() throws -> (workshop: Workshop, film: Data) {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: film.mp4}]")
        let result = try workshop.segue(
            "render", "p.yaml", "--keep", "--segment-length", "2", "--progress", "none")
        #expect(result.code == 0)
        let film = try workshop.folder.read("film.mp4")
        try workshop.folder.remove("film.mp4")
        return (workshop, film)
    }

    private func removeSegment(_ number: Int, in workshop: Workshop) throws {
        for name in try workshop.folder.contents where name.contains("/00000\(number)-") {
            try workshop.folder.remove(name)
        }
    }

    @Test func `what is there is said in rows, in JSON and as a list of numbers`() throws {
        let (workshop, _) = try rendered()
        try removeSegment(1, in: workshop)
        try removeSegment(3, in: workshop)
        let rows = try workshop.segue("segments", "status", "film.mp4.segments")
        #expect(rows.code == 0)
        let lines = rows.output.split(separator: "\n").dropFirst()
        #expect(
            lines == [
                "segments  4 of 2 frames, 7 frames in all", "complete  2", "missing   1, 3",
            ])
        #expect(rows.output.wholeMatch(of: /plan      [0-9a-f]{64}\n[^$]*/) != nil)
        let list = try workshop.segue("segments", "status", "film.mp4.segments", "--missing")
        #expect(list.output == "1\n3\n")
        let json = try workshop.segue("segments", "status", "film.mp4.segments", "--json")
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["missing"] as? [Int] == [1, 3])
        #expect(document["segments"] as? Int == 4)
        #expect(document["complete"] as? Int == 2)
    }

    @Test func `segments that are rendered again make the same film`() throws {
        let (workshop, film) = try rendered()
        for number in 0...3 { try removeSegment(number, in: workshop) }
        let early = try workshop.segue("segments", "stitch", "film.mp4.segments")
        #expect(early.code == 66)
        #expect(
            early.errors
                == "segue: error: film.mp4.segments: segments 0, 1, 2, 3 are missing, expected all 4, "
                + "by 'segue segments render'\n")
        #expect(early.output == "")
        for numbers in [["3"], ["0-1"], ["1", "2"]] {
            let result = try Tool.segue.run(
                ["segments", "render", "film.mp4.segments"] + numbers, in: workshop.folder.path)
            #expect(result.code == 0)
            #expect(result.output == "")
        }
        let stitch = try workshop.segue("segments", "stitch", "film.mp4.segments")
        #expect(stitch.code == 0)
        #expect(stitch.output == workshop.folder.path("film.mp4") + "\n")
        #expect(try workshop.folder.read("film.mp4") == film)
        let again = try workshop.segue("segments", "stitch", "film.mp4.segments")
        #expect(again.code == 0)
        #expect(again.errors == "the outputs are already complete\n")
        #expect(again.output == stitch.output)
    }

    @Test(arguments: [
        (["9"], 64, "segment: 9, expected 0 to 3"),
        (["2-4"], 64, "segment: 4, expected 0 to 3"),
        (
            ["1", "--plan", "abcd"], 78,
            "film.mp4.segments: plan abcd changed since the plan was frozen, expected the same"
        ),
    ])
    func `what does not fit the plan is refused`(
        arguments: [String], code: Int32, message: String
    ) throws {
        let (workshop, _) = try rendered()
        let result = try Tool.segue.run(
            ["segments", "render", "film.mp4.segments"] + arguments, in: workshop.folder.path)
        #expect(result.code == code)
        #expect(result.errors == "segue: error: \(message)\n")
    }

    @Test func `a folder without a plan has no segments`() throws {
        let workshop = try Workshop()
        for command in ["render", "status", "stitch"] {
            let result = try workshop.segue("segments", command, "nowhere")
            #expect(result.code == 66)
            #expect(
                result.errors
                    == "segue: error: nowhere: no plan.json, expected a folder that 'segue farm' or "
                    + "'segue render' made\n")
        }
    }

    @Test func `a network that was replaced ends with 78`() throws {
        let (workshop, _) = try rendered()
        try TinyNetwork.write(to: workshop.folder.path("a.safetensors"), seed: 9)
        try removeSegment(0, in: workshop)
        let result = try workshop.segue("segments", "render", "film.mp4.segments")
        #expect(result.code == 78)
        #expect(
            result.errors
                == "segue: error: film.mp4.segments: network a changed since the plan was frozen, "
                + "expected the same\n")
    }

    /// oneDNN and our kernels obey ONEDNN_MAX_CPU_ISA.
    @Test func `a machine with other instructions ends with 76`() throws {
        let (workshop, _) = try rendered()
        let result = try workshop.segue(
            "segments", "render", "film.mp4.segments",
            environment: ["ONEDNN_MAX_CPU_ISA": "SSE41"])
        let plan = String(
            decoding: try workshop.folder.read("film.mp4.segments/plan.json"), as: UTF8.self)
        // A processor that has no more computes the plan's pictures.
        guard !plan.contains("\"plain\"") else { return #expect(result.code == 0) }
        #expect(result.code == 76)
        #expect(
            result.errorLines.first?.hasPrefix(
                "segue: error: film.mp4.segments: this machine computes other pictures: instructions "
                    + "plain instead of ") == true)
    }
}
