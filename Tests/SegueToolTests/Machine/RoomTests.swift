import Fixtures
import Testing

/// Too little room on disk, as a user meets it.
@Suite(.enabled(if: SmallFileSystem.isPossible, "needs to mount a file system of its own (root)"))
struct RoomTests {
    @Test func `a GIF whose frames find no room is refused before the first`() throws {
        let workshop = try Workshop()
        let disk = try SmallFileSystem(in: workshop, megabytes: 1)
        // 601 frames of 48×32 in three bytes a pixel are 2.8 MB.
        try workshop.preset(timeline: Self.timeline(seconds: 50), output: "[{path: small/a.gif}]")
        let result = try workshop.segue("render", "p.yaml", "--progress", "json")
        #expect(
            result.errors == "segue: error: small: needs at least 3 MB, 1 MB free, 2 MB missing; "
                + "expected more room or another place for --output\n")
        #expect(result.output == "")
        #expect(result.code == 74)
        #expect(try workshop.folder.contents.filter { $0.hasPrefix("small/") } == [])
        let plan = try workshop.segue("plan", "p.yaml")
        #expect(plan.code == 0)
        #expect(plan.output.contains(/\ndisk +too little space: [\d.]+ MB missing in small\n/))
        withExtendedLifetime(disk) {}
    }

    @Test func `what fits is rendered`() throws {
        let workshop = try Workshop()
        let disk = try SmallFileSystem(in: workshop, megabytes: 1)
        try workshop.preset(
            timeline: Self.timeline(seconds: 10), output: "[{path: small/a.gif}, {path: b.mp4}]")
        let result = try workshop.segue("render", "p.yaml", "--progress", "none")
        #expect(result.errors == "")
        #expect(result.code == 0)
        withExtendedLifetime(disk) {}
    }

    @Test func `segments that find no room are refused, with another way out`() throws {
        let workshop = try Workshop()
        let disk = try SmallFileSystem(in: workshop, megabytes: 1)
        // 601 pictures of 48×32 in six bytes a pixel are 5.5 MB.
        try workshop.preset(timeline: Self.timeline(seconds: 50), output: "[{path: a.mp4}]")
        let result = try workshop.segue("render", "p.yaml", "--segments", "small/parts")
        #expect(
            result.errors.wholeMatch(
                of:
                    /segue: error: small\/parts: needs at least 6 MB, 1 MB free, 5 MB missing; expected more room or another folder for --segments\n/
            ) != nil)
        #expect(result.code == 74)
        #expect(try workshop.folder.contents.filter { $0.hasPrefix("small/") } == [])
        withExtendedLifetime(disk) {}
    }

    @Test func `numbered pictures that take a block each are counted`() throws {
        let workshop = try Workshop()
        let disk = try SmallFileSystem(in: workshop, megabytes: 1)
        try workshop.preset(
            timeline: Self.timeline(seconds: 50), output: "[{path: \"small/%d.png\"}]")
        let result = try workshop.segue("render", "p.yaml", "--progress", "none")
        #expect(result.code == 74)
        #expect(result.errors.hasPrefix("segue: error: small: needs at least 3 MB, 1 MB free, "))
        withExtendedLifetime(disk) {}
    }

    private static func timeline(seconds: Int) -> String {
        "{fps: 12, keys: [{at: 0s, mix: a}, {at: \(seconds)s, mix: b}]}"
    }
}
