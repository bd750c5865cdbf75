import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing

@testable import Rendering

/// Numbered pictures that are rendered again: below the work from which on pictures are stored.
struct SequenceRenderTests {
    /// A preset of seven frames.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f/%02d.png\"}]")
        return workshop
    }

    private func pictures(_ workshop: Workshop) throws -> [String: Data] {
        let names = try workshop.folder.contents.filter {
            $0.hasPrefix("f/") || $0.hasPrefix("g/")
        }
        return Dictionary(
            uniqueKeysWithValues: try names.map { ($0, try workshop.folder.read($0)) })
    }

    @Test func `an interrupted sequence goes on when its command is repeated`() async throws {
        let workshop = try workshop()
        let task = Task {
            try await Renderer(workshop.plan()).render(progress: { progress in
                if progress.frames == 3 { withUnsafeCurrentTask { $0?.cancel() } }
            })
        }
        _ = try? await task.value
        let part = try pictures(workshop)
        let report = try await workshop.render()
        let whole = try pictures(workshop)
        #expect(whole.count == 7)
        for (name, bytes) in part { #expect(whole[name] == bytes) }
        #expect(report.restoredFrames == part.count { $0.key.hasSuffix("png") })
        #expect(report.inferences == 7 - report.restoredFrames)
        // And once more, when nothing is left to do.
        #expect(try await workshop.render().inferences == 0)
        #expect(try pictures(workshop) == whole)
        #expect(!(try workshop.folder.contents.contains { $0.hasSuffix(".part") }))
    }

    @Test(arguments: ["none", "repeat", "pingpong"], [0.0, 20])
    func `what is missing or damaged is rendered again, whatever returns`(
        loop: String, tolerance: Double
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, loop: \(loop), keys: [{at: 0s, mix: a, hold: 0.25s}, "
                + "{at: 1s, mix: b, hold: 0.2s}, {at: 1.5s, mix: a}]}",
            output: "[{path: \"f/%02d.png\"}, {path: \"g/%02d.png\", depth: 16, width: 30}]")
        try await workshop.render { $0.tolerance = tolerance }
        let whole = try pictures(workshop)
        try workshop.folder.remove("f/02.png")
        try workshop.folder.write(whole["f/07.png"]?.dropLast(30) ?? Data(), "f/07.png")
        try workshop.folder.remove("g/11.png")
        let report = try await workshop.render { $0.tolerance = tolerance }
        #expect(try pictures(workshop) == whole)
        #expect(2 * report.frames == whole.count)
        if loop == "none", tolerance == 0 {
            // The three, and pictures that other frames show too.
            #expect((3...5).contains(report.inferences))
        }
    }

    @Test func `a renamed folder, and renamed files, change nothing`() async throws {
        let workshop = try workshop()
        try await workshop.render()
        let whole = try pictures(workshop)
        for (old, new) in [("f", "g"), ("photo.png", "p.png"), ("a.safetensors", "c.safetensors")] {
            try FileManager.default.moveItem(
                atPath: workshop.folder.path(old), toPath: workshop.folder.path(new))
        }
        try workshop.preset(
            input: "p.png", networks: "{x: c.safetensors, y: b.safetensors}",
            timeline: "{fps: 12, keys: [{at: 0s, mix: x}, {at: 0.5s, mix: y}]}",
            output: "[{path: \"g/%02d.png\"}]")
        try await workshop.render()
        for (name, bytes) in whole {
            #expect(try workshop.folder.read(name.replacing("f/", with: "g/")) == bytes)
        }
    }

    @Test(arguments: ["input", "network", "mixture", "scale", "depth", "width"])
    func `frames of other content are refused before any work`(change: String) async throws {
        let workshop = try workshop()
        try await workshop.render()
        let before = try pictures(workshop)
        var timeline = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}"
        var output = "[{path: \"f/%02d.png\"}]"
        switch change {
        case "input":
            try PNGFile.write(
                Workshop.picture(width: 48, height: 32, blue: 0.9),
                to: workshop.folder.path("photo.png"), overwrite: true)
        case "network": try TinyNetwork.write(to: workshop.folder.path("b.safetensors"), seed: 77)
        case "mixture": timeline = "{fps: 12, keys: [{at: 0s, mix: b}, {at: 0.5s, mix: a}]}"
        case "depth": output = "[{path: \"f/%02d.png\", depth: 16}]"
        case "width": output = "[{path: \"f/%02d.png\", width: 24}]"
        default: break
        }
        try workshop.preset(timeline: timeline, output: output)
        let plan = try workshop.plan { if change == "scale" { $0.scale = 0.5 } }
        let first = workshop.folder.path("f/00.png")
        await #expect(throws: FileError.exists(path: first)) {
            try await Renderer(plan).render(progress: { _ in Issue.record("a frame was rendered") })
        }
        #expect(try pictures(workshop) == before)
    }

    @Test func `a shorter film with overwrite takes the later pictures away`() async throws {
        let workshop = try workshop()
        try await workshop.render()
        try workshop.folder.write(Data([1]), "f/09.png")
        try workshop.preset(
            timeline: "{fps: 12, duration: 4f, keys: [{at: 0s, mix: a}]}",
            output: "[{path: \"f/%02d.png\"}]")
        // A part of it takes nothing away.
        try await workshop.render { options in
            options.overwrite = true
            options.frames = 0...1
        }
        #expect(try pictures(workshop).count == 8)
        let report = try await workshop.render { $0.overwrite = true }
        #expect(
            try pictures(workshop).keys.sorted() == (0..<4).map { "f/0\($0).png" } + ["f/09.png"])
        #expect(
            report.notices.contains(
                "\(workshop.folder.path("f/%02d.png")): a later file was left: 09.png"))
    }
}
