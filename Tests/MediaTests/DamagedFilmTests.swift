import Fixtures
import Foundation
import Imaging
import Testing

@testable import Media

/// Films with flipped bits: an error or frames, and never the end of this very process.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct DamagedFilmTests {
    private func make(
        _ folder: TemporaryFolder, _ name: String, _ options: [String],
        source: String = "testsrc2=size=320x240:rate=25:duration=2"
    ) throws -> (path: String, bytes: [UInt8]) {
        let path = folder.path(name)
        try Tool.make(["-f", "lavfi", "-i", source] + options, to: path)
        return (path, try [UInt8](Data(contentsOf: URL(filePath: path))))
    }

    /// The error that reading all of a film ends in; nil when it is read.
    private func error(_ path: String) -> MediaError? {
        do {
            let source = try MediaInput.open(path: path)
            while try source.next() != nil {}
            return nil
        } catch {
            return error as? MediaError
        }
    }

    @Test func `a flipped bit in an MPEG-4 film is an error with the frame and the time`() throws {
        let folder = try TemporaryFolder()
        let (path, bytes) = try make(folder, "film.avi", ["-c:v", "mpeg4", "-q:v", "4"])
        #expect(error(path) == nil)
        var messages: [String] = []
        for number in 1...24 {
            // Kept from the headers and the index.
            let place = 8000 + number * (bytes.count - 14000) / 24
            var flipped = bytes
            flipped[place] ^= 1 << (number % 8)
            if let error = error(try folder.write(flipped, "flipped.avi")) {
                messages.append("\(error)")
            }
        }
        #expect(messages.count > 8, "FFmpeg's decoder notices more than half")
        let form = /.*flipped.avi: damaged data after frame \d+, at \d+\.\d+ s: .*/
        for message in messages { #expect(message.wholeMatch(of: form) != nil, "\(message)") }
    }

    @Test func `the film that ended the program is an error`() throws {
        let shared = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../shared/cases/mpeg4-assert-1.mp4")
        guard FileManager.default.fileExists(atPath: shared.path) else { return }
        #expect("\(try #require(error(shared.path)))".contains("damaged data"))
    }

    @Test(arguments: [
        ("a.mkv", ["-c:v", "ffv1", "-level", "3"]), ("a.gif", []),
        ("a.ogv", ["-c:v", "libtheora"]),
    ])
    func `damage that FFmpeg only logs is an error`(name: String, options: [String]) throws {
        let folder = try TemporaryFolder()
        let (path, bytes) = try make(
            folder, name, options, source: "testsrc2=size=128x96:rate=10:duration=1")
        #expect(error(path) == nil)
        let whole = try MediaInput.open(path: path).rest().map(\.image)
        var noticed = 0
        for number in 1...10 {
            var flipped = bytes
            // Runs of ones, as a block that a disk lost: GIF's codes have no checksum.
            let place = bytes.count / 4 + number * bytes.count / 20
            for index in place..<place + 16 { flipped[index] = 0xFF }
            let flippedPath = try folder.write(flipped, "flipped-\(name)")
            if error(flippedPath) != nil {
                noticed += 1
            } else if name != "a.gif" {
                #expect(try MediaInput.open(path: flippedPath).rest().map(\.image) == whole)
            }
        }
        #expect(noticed >= (name == "a.gif" ? 5 : 8), "\(noticed) of 10")
    }

    /// IVF states the time of each picture in 64 bits; a tick may be a second, or 10⁹ of them.
    @Test(arguments: [UInt8(0x01), 0x40, 0x7F], [UInt8(1), 0xFF])
    func `times beyond any film trap nothing`(highest: UInt8, tick: UInt8) throws {
        let folder = try TemporaryFolder()
        var (_, bytes) = try make(
            folder, "a.ivf", ["-c:v", "libvpx", "-threads", "1"],
            source: "testsrc2=size=64x48:rate=25:duration=0.4")
        // The clock: ticks a second, then seconds; then 12 bytes before each picture, its length and its time.
        bytes.replaceSubrange(16..<24, with: [1, 0, 0, 0, tick, tick, tick, tick & 0x7F])
        var (position, pictures) = (32, 0)
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
            if pictures == 7 { bytes[position + 11] = highest }
            (position, pictures) = (position + 12 + length, pictures + 1)
        }
        #expect(pictures == 10)
        let path = try folder.write(bytes, "b.ivf")
        guard let source = try? MediaInput.open(path: path) else { return }
        #expect(source.properties.frameCount > 1_000_000)
        _ = try? source.next()
    }

    @Test func `hundreds of streams take no decoder each`() throws {
        let folder = try TemporaryFolder()
        let (path, _) = try make(
            folder, "one.mkv", ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "1"])
        let many = folder.path("many.mkv")
        try Tool.make(
            ["-i", path] + (0..<120).flatMap { _ in ["-map", "0:v"] } + ["-c", "copy"], to: many)
        let before = Self.virtualBytes
        let source = try MediaInput.open(path: many)
        let taken = Self.virtualBytes - before
        #expect(try source.next() != nil)
        // 120 decoders of H.264 and their frames took 190 MB.
        #expect(taken < 100_000_000, "\(taken)")
    }

    /// The process's data, stack and anonymous memory, resident or not (proc(5): VmData).
    private static var virtualBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmData:") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) * 1024
    }
}
