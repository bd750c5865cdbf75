import Files
import Fixtures
import Foundation
import Inference
import Media
import Presets
import RenderFixtures
import Synchronization
import Testing
import Timelines

@testable import Rendering

/// Renders that fail or are stopped: whole outputs or none.
struct RenderErrorTests {
    @Test func `an output that cannot be made cancels the others`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            output: "[{path: a.mp4}, {path: b.gif}, {path: \"c/%d.png\"}, {path: photo.png/d.gif}]")
        let before = try workshop.folder.contents
        await #expect(throws: FileError.self) { try await workshop.render() }
        #expect(try workshop.folder.contents.filter { $0 != "c" } == before)
    }

    @Test func `an error in the middle leaves neither outputs nor hidden files`() async throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for index in 0..<6 {
            try PNGFile.write(
                Workshop.picture(width: 16, height: 12),
                to: workshop.folder.path("in/\(index).png"))
        }
        try workshop.folder.write("no picture".utf8, "in/4.png")
        try workshop.identityPreset(
            input: "\"in/%d.png\"", output: "[{path: a.mp4}, {path: b.gif}]")
        let before = try workshop.folder.contents
        await #expect(throws: MediaError.self) {
            try await workshop.render { $0.resources.workers = 3 }
        }
        #expect(try workshop.folder.contents == before)
    }

    @Test(arguments: [1, 3])
    func `a cancelled render leaves nothing and says so`(workers: Int) async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a}, {at: 1000s, mix: b}]}",
            output: "[{path: a.mp4}, {path: b.gif}]")
        let before = try workshop.folder.contents
        let plan = try workshop.plan { $0.resources.workers = workers }
        let (frames, news) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            try await Renderer(plan).render { news.yield($0.frames) }
        }
        for await frame in frames where frame >= 5 { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try workshop.folder.contents == before)
    }

    @Test func `progress counts every frame once, in order`() async throws {
        let workshop = try Workshop()
        try workshop.preset()
        let seen = Mutex<[Int]>([])
        let report = try await Renderer(workshop.plan { $0.resources.workers = 3 }).render {
            progress in
            seen.withLock { $0.append(progress.frames) }
            #expect(progress.frameCount == 7)
            #expect(progress.elapsed > .zero)
        }
        #expect(seen.withLock { $0 } == Array(1...7))
        #expect(report.frames == 7)
    }
}
