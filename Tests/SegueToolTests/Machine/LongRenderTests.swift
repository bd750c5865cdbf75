import Fixtures
import Foundation
import Imaging
import Media
import Testing

/// Memory over many frames.
struct LongRenderTests {
    @Test(arguments: ["out.mp4", "out/%d.png"])
    func `memory does not grow with the number of frames`(output: String) throws {
        let workshop = try Workshop()
        try PNGFile.write(
            Workshop.picture(width: 64, height: 48), to: workshop.folder.path("small.png"))
        try workshop.preset(
            input: "small.png", timeline: "{fps: 25, keys: [{at: 0s, mix: a}, {at: 60s, mix: b}]}",
            output: "[{path: \"\(output)\"}]")
        let streams = try TemporaryFolder()
        let process = try Tool.segue.start(
            ["render", "p.yaml", "--progress", "json"], in: workshop.folder.path,
            streams: streams)
        var sizes: [(frame: Int, bytes: Int)] = []
        while process.isRunning {
            let bytes = Self.residentBytes(of: process.processIdentifier)
            let frame = try Self.frames(streams)
            if let bytes, frame > 0 { sizes.append((frame, bytes)) }
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(process.terminationStatus == 0)
        // x264 has filled its lookahead long before the 300th frame, and empties it after the last.
        let steady = sizes.filter { (300..<1490).contains($0.frame) }.map(\.bytes)
        let first = try #require(steady.first)
        let last = try #require(steady.last)
        // 1200 pictures of 64×48 are 44 MB as floats and 11 MB as bytes; 10,000 frames were seen to
        // take 2 MB more.
        #expect(last - first < 6_000_000, "\(first) to \(last)")
    }

    /// VmRSS of proc(5).
    private static func residentBytes(of process: Int32) -> Int? {
        let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = text?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) }.map { $0 * 1024 }
    }

    /// Frames that were shown so far: whole lines of progress.
    private static func frames(_ streams: TemporaryFolder) throws -> Int {
        try streams.read("err").count { $0 == UInt8(ascii: "\n") }
    }
}
