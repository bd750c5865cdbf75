import Fixtures
import Foundation
import Testing

/// `plan --json`.
struct PlanDocumentTests {
    @Test func `a plan as JSON says what the rows say`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24000/1001, keys: [{at: 0s, mix: a, hold: 12f}, {at: 24f, mix: b}]}",
            output: "[{path: out.mp4, width: 24}, {path: parts/a.gif}, {path: \"n/%d.png\"}]")
        let plan = try plan(workshop, "--frames", "3-20", "--workers", "2", "--keep")
        let hash = try #require(plan["hash"] as? String)
        #expect(hash.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        let input = plan["input"] as? [String: Any]
        #expect(input?["path"] as? String == "photo.png")
        #expect(input?["width"] as? Int == 48)
        #expect(input?["still"] as? Bool == true)
        #expect(input?["frames_per_second"] is NSNull)
        #expect(plan["networks"] as? [String] == ["a", "b"])
        #expect(plan["frames"] as? Int == 18)
        #expect(plan["first_frame"] as? Int == 3)
        #expect(plan["timeline_frames"] as? Int == 25)
        // Frames 3 to 12 hold one picture.
        #expect(plan["inferences"] as? Int == 9)
        #expect(plan["inferences_at_most"] as? Bool == false)
        #expect(plan["frame_rate"] as? String == "24000/1001")
        #expect(plan["width"] as? Int == 48)
        #expect(plan["workers"] as? Int == 2)
        #expect(plan["tiles"] is NSNull)
        #expect(plan["precision_levels"] is NSNull)
        #expect(try #require(plan["seconds_estimated"] as? Double) > 0)
        #expect(try #require(plan["trial_frames"] as? Int) >= 3)
        #expect(try #require(plan["memory_bytes"] as? Int) > 1_000_000)
    }

    @Test(arguments: [
        ("stretch", "5s", "stretch: the path of 2 s lasts 5 s, all its times × 2.5"),
        ("stretch", "2s", "stretch: the path and the result both last 2 s"),
        ("hold", "5s", "hold: the path ends at 2 s of 5 s, then its last mixture is held"),
        (nil, "5s", "none: the path ends at 2 s of 5 s, then its last mixture is held"),
        ("loop", "3s", "loop: the path of 2 s is shown 1.5 times in 3 s"),
        ("cut", "1s", "cut: the first 1 s of the path of 2 s are shown, 1 key after that left out"),
        ("cut", "5s", "cut: the path ends at 2 s of 5 s, then its last mixture is held"),
    ])
    func `what a fit does is in the plan`(fit: String?, duration: String, text: String) throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 6, duration: \(duration), \(fit.map { "fit: \($0), " } ?? "")"
                + "keys: [{at: 0s, mix: a}, {at: 2s, mix: b}]}")
        let rows = try workshop.segue("plan", "p.yaml").output
        #expect(rows.contains("fit         \(text)\n"))
        let plan = try plan(workshop)
        #expect(plan["fit"] as? String == fit)
        #expect(plan["path_seconds"] as? Double == 2)
        #expect(plan["held_from_seconds"] as? Double == (text.contains("is held") ? 2 : nil))
        #expect(plan["keys_left_out"] as? Int == (text.contains("left out") ? 1 : 0))
    }

    @Test func `outputs, folders and segments are counted in bytes`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            output: "[{path: out.mp4, width: 24}, {path: parts/a.gif}, {path: \"n/%d.png\"}]")
        let plan = try plan(workshop, "--keep", "--segment-length", "3")
        let outputs = try #require(plan["outputs"] as? [[String: Any]])
        #expect(outputs.map { $0["format"] as? String } == ["mp4", "gif", "png"])
        #expect(outputs.map { $0["width"] as? Int } == [24, 48, 48])
        // A GIF's seven frames of 48×32 in three bytes a pixel.
        #expect(outputs.map { $0["beside_bytes"] as? Int } == [0, 7 * 48 * 32 * 3, 0])
        let bytes = outputs.compactMap { $0["bytes"] as? Int }
        let disk = try #require(plan["disk"] as? [[String: Any]])
        #expect(
            disk.map { $0["folder"] as? String } == [".", "parts", "n", "out.mp4.segments"])
        // And of segments, in six bytes a pixel.
        let stored = 7 * 48 * 32 * 6
        let rendering = disk.compactMap { $0["rendering_bytes"] as? Int }
        #expect(rendering == [bytes[0], bytes[1] + 7 * 48 * 32 * 3, bytes[2], stored])
        #expect(disk.map { $0["kept_bytes"] as? Int } == bytes + [stored])
        let systems = try #require(plan["file_systems"] as? [[String: Any]])
        #expect(systems.count == 1)
        #expect(systems[0]["needed_bytes"] as? Int == rendering.reduce(0, +))
        #expect(systems[0]["missing_bytes"] as? Int == 0)
        let segments = try #require(plan["segments"] as? [String: Any])
        #expect(segments["folder"] as? String == "out.mp4.segments")
        #expect(segments["count"] as? Int == 3)
        #expect(segments["length"] as? Int == 3)
        #expect(segments["bytes"] as? Int == stored)
        #expect(segments["kept"] as? Bool == true)
    }

    @Test func `a preset without outputs has none, and no disk`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(
            """
            version: 1
            input: photo.png
            networks: {a: a.safetensors}
            timeline: {fps: 12, keys: [{at: 0s, mix: a}]}
            """.utf8, "p.yaml")
        let plan = try plan(workshop)
        #expect((plan["outputs"] as? [Any])?.isEmpty == true)
        #expect((plan["disk"] as? [Any])?.isEmpty == true)
        #expect(plan["segments"] is NSNull)
    }

    private func plan(_ workshop: Workshop, _ options: String...) throws -> [String: Any] {
        let result = try Tool.segue.run(
            ["plan", "p.yaml", "--json"] + options, in: workshop.folder.path)
        #expect(result.errors == "")
        #expect(result.code == 0)
        let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(value as? [String: Any])
    }
}
