import Files
import Fixtures
import Foundation
import Media
import RenderFixtures
import Testing

@testable import Rendering

/// Recipes in containers that FFmpeg has written anew, and in the eyes of other programs.
@Suite(.enabled(if: FFmpeg.isThere, "needs the programs ffmpeg and ffprobe"))
struct RecipeRemuxTests {
    private static let large =
        "{fps: 24, keys: [{at: 0s, mix: a}, {at: 0.25s, mix: b}]}"

    private func render(_ output: String) async throws -> Workshop {
        let workshop = try Workshop()
        try PNGFile.write(
            Workshop.picture(width: 256, height: 128), to: workshop.folder.path("photo.png"),
            overwrite: true)
        try workshop.preset(timeline: Self.large, output: "[\(output)]")
        try await workshop.render()
        return workshop
    }

    private func verify(_ file: String) async throws -> [RecipeVerification.Comparison] {
        var found: [RecipeVerification.Comparison] = []
        let recipe = try Recipe(inFile: file)
        try await RecipeVerification(recipe, file: file, resources: RenderResources()).run {
            found.append($0)
        }
        return found
    }

    @Test(arguments: [
        ("{path: a.mp4}", "b.mov"), ("{path: a.mp4}", "b.mkv"),
        ("{path: a.mp4, codec: h265}", "b.mkv"),
        ("{path: a.mp4, codec: av1}", "b.webm"), ("{path: a.mov, codec: prores-422-hq}", "b.mkv"),
        ("{path: a.mov, codec: prores-4444}", "b.mov"), ("{path: a.mkv}", "b.mkv"),
        ("{path: a.mkv, codec: h264}", "b.mp4"), ("{path: a.webm}", "b.mkv"),
        ("{path: a.webm, codec: av1}", "b.mp4"), ("{path: a.mxf}", "b.mxf"),
    ])
    func `a film in another container comes out again`(output: String, other: String) async throws {
        let workshop = try await render(output)
        let (from, to) = (
            try #require(output.firstMatch(of: /path: ([^,}]+)/)?.output.1),
            workshop.folder.path(other)
        )
        try FFmpeg.make(
            ["-i", workshop.folder.path(String(from)), "-map", "0", "-c", "copy"], to: to)
        let comparisons = try await verify(to)
        #expect(comparisons.contains { $0.subject == "frame 6" })
        #expect(comparisons.allSatisfy { $0.difference == nil })
    }

    @Test(arguments: ["a.mp4", "a.mov", "a.mkv", "a.webm"])
    func `ffprobe reads the recipe as the comment`(name: String) async throws {
        let codec = name.hasSuffix("mov") ? ", codec: prores-422-hq" : ""
        let workshop = try await render("{path: \(name)\(codec)}")
        let path = workshop.folder.path(name)
        let tags = try FFmpeg.probe(path, "format_tags=comment")
        let own = try #require(try RecipePlace.text(inFile: path))
        #expect(tags.count == 1)
        // A field with quotes is between quotes, which are doubled.
        let comment = tags[0].dropFirst().dropLast().replacing("\"\"", with: "\"")
        #expect(comment.hasPrefix("Segue recipe {\"frames\":"))
        #expect(comment == own)
    }

    @Test func `a Matroska's checksum is that of its tags`() async throws {
        let workshop = try await render("{path: a.mkv}")
        let bytes = try [UInt8](workshop.folder.read("a.mkv"))
        let mark: [UInt8] = [0x12, 0x54, 0xC3, 0x67]
        // The first is in the table of contents.
        let starts = bytes.indices.dropLast(16).filter { bytes[$0..<$0 + 4].elementsEqual(mark) }
        let start = try #require(starts.last { $0 < 100_000 })
        let length = bytes[start + 4].leadingZeroBitCount + 1
        let size = bytes[(start + 5)..<(start + 4 + length)].reduce(
            Int(bytes[start + 4]) & (0x7F >> (length - 1))
        ) { $0 << 8 | Int($1) }
        let content = bytes[(start + 4 + length)..<(start + 4 + length + size)]
        #expect(content.starts(with: [0xBF, 0x84]))
        let stated = content.dropFirst(2).prefix(4).reversed().reduce(UInt32(0)) {
            $0 << 8 | UInt32($1)
        }
        try workshop.folder.write(content.dropFirst(6), "content")
        let program = try #require(Program(named: "python3"))
        let sum = try program.run(
            [
                "-c", "import sys, zlib; print(zlib.crc32(open(sys.argv[1], 'rb').read()))",
                workshop.folder.path("content"),
            ])
        #expect(sum.output == "\(stated)\n")
    }

    @Test func `moving input comes out again from the middle`() async throws {
        let workshop = try Workshop()
        try FFmpeg.make(
            ["-f", "lavfi", "-i", "testsrc=size=48x32:rate=12:duration=2", "-g", "10"],
            to: workshop.folder.path("in.mp4"))
        try workshop.preset(
            input: "in.mp4", timeline: "{fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            output: "[{path: out.mp4}, {path: low.mkv, fps: 5}]")
        try await workshop.render()
        for name in ["out.mp4", "low.mkv"] {
            #expect(
                try await verify(workshop.folder.path(name)).allSatisfy { $0.difference == nil })
        }
    }
}
