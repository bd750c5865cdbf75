import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Segments
import Testing
import Timelines

/// Weights from expressions, tables and sounds, in plans, stored frames and farms.
struct WeightSourceSegmentTests {
    /// Half a second at 8000 samples a second, 16 bits, silent in its first half.
    private static var sound: [UInt8] {
        let samples = (0..<4000).flatMap { index -> [UInt8] in
            let loud = index < 2000 ? 0 : 20_000 * sin(2 * .pi * 400 * Double(index) / 8000)
            let value = UInt16(bitPattern: Int16(loud))
            return [UInt8(value & 255), UInt8(value >> 8)]
        }
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(value >> (8 * $0) & 255) }
        }
        let header =
            Array("WAVEfmt ".utf8) + number(16, 4) + number(1, 2) + number(1, 2) + number(8000, 4)
            + number(16_000, 4) + number(2, 2) + number(16, 2) + Array("data".utf8)
            + number(samples.count, 4)
        return Array("RIFF".utf8) + number(header.count + samples.count, 4) + header + samples
    }

    @Test func `expressions render what a table of their values renders`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, duration: 0.5s, weights: {a: 0.25 + f/16, b: rest}}",
            output: "[{path: \"f/%02d.png\", depth: 16}]")
        try await workshop.render()
        let frames = try workshop.frames("f/%02d.png")
        #expect(frames.count == 6)
        let rows = (0..<6).map { "\($0),\(0.25 + Double($0) / 16)\n" }.joined()
        try workshop.folder.write(("frame,a\n" + rows).utf8, "w.csv")
        try workshop.preset(
            timeline: "{fps: 12, duration: 0.5s, from: {csv: w.csv, rest: b}}",
            output: "[{path: \"g/%02d.png\", depth: 16}]")
        try await workshop.render()
        #expect(try workshop.frames("g/%02d.png") == frames)
        try workshop.preset(
            timeline: "{fps: 12, duration: 0.5s, keys: [{at: 0s, mix: {a: 0.25, b: 0.75}}, "
                + "{at: 5f, mix: {a: 0.5625, b: 0.4375}}]}",
            output: "[{path: \"h/%02d.png\", depth: 16}]")
        try await workshop.render()
        #expect(try workshop.frames("h/%02d.png") == frames)
    }

    @Test func `a farm goes by the table that there was when its plan was made`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write("time,a,b\n0,1,0\n0.5,0,1\n".utf8, "w.csv")
        try workshop.preset(
            timeline: "{fps: 12, from: {csv: w.csv}}", output: "[{path: film.mp4}]")
        try await workshop.render()
        let film = try SHA256.digest(ofFile: workshop.folder.path("film.mp4"))
        try workshop.folder.remove("film.mp4")
        let (_, segments) = try SegmentJob.freeze(workshop.plan { $0.storage.length = 3 })
        _ = try await SegmentJob(folder: segments.folder).render([0])
        try workshop.folder.remove("w.csv")
        _ = try await SegmentJob(folder: segments.folder).render()
        _ = try await SegmentJob(folder: segments.folder).stitch()
        #expect(try SHA256.digest(ofFile: workshop.folder.path("film.mp4")) == film)
    }

    @Test func `a sound weighs its network`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(Self.sound, "s.wav")
        try workshop.preset(
            timeline:
                "{fps: 20, duration: 0.4s, from: {sound: s.wav, feature: rms, to: [0.2, 0.8], "
                + "smooth: 0s, network: b, rest: a}}")
        let plan = try workshop.plan()
        #expect(plan.timeline.frameCount == 8)
        #expect(plan.timeline.mixture(ofFrame: 0).weight(of: "b") == 0.2)
        #expect(plan.timeline.mixture(ofFrame: 4).weight(of: "b") == 0.2)
        // The steady tone is the loudest there is, but for where the window meets its phase.
        #expect(abs(plan.timeline.mixture(ofFrame: 7).weight(of: "b") - 0.8) < 0.01)
        let mixtures = (0..<8).map { plan.timeline.mixture(ofFrame: $0) }
        #expect(mixtures.allSatisfy { $0.weight(of: "a") + $0.weight(of: "b") == 1 })
    }

    @Test func `a sound that is missing, silent, cut or none is an error or silent`() throws {
        let workshop = try Workshop()
        let timeline =
            "{fps: 20, duration: 0.4s, from: {sound: s.wav, feature: onset, network: b, rest: a}}"
        try workshop.preset(timeline: timeline)
        #expect(throws: FileError.self) { try workshop.plan() }
        try workshop.folder.write(workshop.folder.read("photo.png"), "s.wav")
        #expect(throws: MediaError.self) { try workshop.plan() }
        for count in [0, 1, 20, 43, 44, 45, 1000, 8000] {
            try workshop.folder.write(Self.sound.prefix(count), "s.wav")
            _ = try? workshop.plan()
        }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            var bytes = Self.sound
            for _ in 0..<8 {
                let place = Int.random(in: 0..<60, using: &random)
                bytes[place] = .random(in: 0...255, using: &random)
            }
            try workshop.folder.write(bytes, "s.wav")
            if let plan = try? workshop.plan() { #expect(plan.timeline.frameCount == 8) }
        }
    }

    @Test func `a table is not overwritten, and its mistakes name it`() throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: "{fps: 12, from: {csv: w.csv}}")
        #expect(throws: FileError.self) { try workshop.plan() }
        try workshop.folder.write("time,a\n0,2\n".utf8, "w.csv")
        let error = #expect(throws: (any Error).self) { try workshop.plan() }
        #expect("\(error.map { "\($0)" } ?? "")".contains("w.csv:2:3: weight 2.0 of 'a'"))
    }
}
