import Fixtures
import Foundation
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// Mistakes in the options of encoders, beside other mistakes of a preset.
struct OptionProblemsTests {
    private func problems(_ output: String, networks: String? = nil) throws -> [String] {
        let workshop = try Workshop()
        let path = try workshop.preset(
            networks: networks ?? "{a: a.safetensors, b: b.safetensors}", output: output)
        do {
            _ = try ShippedPreset.read(fileOrName: path)
            return []
        } catch let problems as PresetProblems {
            return problems.problems.map { "\($0.line):\($0.column): \($0.message)" }
        }
    }

    @Test func `all are reported with the rest, each at its place`() throws {
        let found = try problems(
            "[{path: a.mp4, options: {crff: 3, threads: 2, preset: slowest}}, {path: b.avi}, "
                + "{path: c.mp4, width: 0, options: {profile: fast}}]",
            networks: "{a: a.safetensors, b: builtin:none}")
        let lists = "; 'ffmpeg -h encoder=libx264' lists them"
        try #require(found.count == 7)
        #expect(found[0].hasPrefix("3:33: no built-in network 'none'"))
        #expect(
            found[1]
                == "5:34: option 'crff', expected an option of FFmpeg's libx264 (did you mean 'crf'?)"
                + lists)
        #expect(
            found[2] == "5:43: option 'threads', expected another: the program sets this one itself"
        )
        #expect(found[3].hasPrefix("5:63: preset 'slowest', expected ultrafast, superfast, "))
        #expect(found[4].hasPrefix("5:81: "))
        #expect(found[5].hasPrefix("5:110: "))
        #expect(
            found[6]
                == "5:132: profile 'fast', expected baseline, main, high, high10, high422 or high444"
        )
    }

    @Test func `x264's profiles that cannot be without loss`() throws {
        let found = try problems("[{path: a.mp4, quality: 0, options: {profile: high}}]")
        #expect(
            found == [
                "5:55: profile 'high' without loss, expected high444, or a quality of 1 or more"
            ])
        for output in [
            "{path: a.mp4, quality: 0, options: {profile: high444}}",
            "{path: a.mp4, quality: 0, options: {profile: High, crf: 12}}",
            "{path: a.mp4, options: {profile: baseline}}",
        ] {
            #expect(try problems("[\(output)]") == [])
        }
    }

    @Test func `options that are wrong only together are reported where they begin`() throws {
        let found = try problems(
            "[{path: a.webm, options: {crf: 10, qmin: 20}}]")
        try #require(found.count == 1)
        #expect(found[0].hasPrefix("5:34: libvpx-vp9 refuses the options crf=10 qmin=20"))
        // The lower bound is above what the quality of the preset would be.
        #expect(try problems("[{path: a.webm, options: {crf: 40, qmin: 35}}]") == [])
    }

    @Test func `outputs of the command line are not held up by the preset's`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: a.mp4, options: {crff: 3}}]")
        #expect(throws: PresetProblems.self) { try workshop.plan() }
        let path = workshop.folder.path("b.mp4")
        #expect(try workshop.plan { $0.outputs = [path] }.outputs.count == 1)
    }
}
