import Files
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// `damaged: hold`: a damaged film gives the pictures that are whole, at their times.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct DamageHoldTests {
    private let hold = InputSettings(damage: .hold)

    private func make(_ folder: TemporaryFolder, _ name: String, _ options: String) throws -> String
    {
        let path = folder.path(name)
        try Tool.make(
            ["-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=2"]
                + options.split(separator: " ").map(String.init), to: path)
        return path
    }

    @Test(arguments: [
        ("a.mp4", "-c:v libx264 -g 10 -bf 2"), ("b.mkv", "-c:v ffv1 -level 3 -slicecrc 1"),
        ("c.avi", "-c:v mjpeg"), ("e.mov", "-c:v png"),
    ])
    func `what is damaged is left out, and all else is as it was`(
        name: String, options: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, name, options)
        let whole = try MediaInput.open(path: path).rest()
        let sizes = try Tool.probe(path, "packet=pos,size").compactMap { line in
            line.split(separator: ",").compactMap { Int($0) }
        }
        var bytes = try [UInt8](folder.read(name))
        // Within the packet of a picture in the middle, behind its headers.
        let packet = sizes[25].sorted()
        let (size, position) = (packet[0], packet[1])
        for place in position + size / 2..<position + size * 3 / 4 { bytes[place] ^= 0x5A }
        let damaged = folder.path("damaged-\(name)")
        try Data(bytes).write(to: URL(filePath: damaged))
        #expect(throws: MediaError.self) { try MediaInput.open(path: damaged).rest() }
        let source = try MediaInput.open(path: damaged, hold)
        let found = try source.rest()
        #expect(found.count < whole.count && found.count >= whole.count - 12)
        let byTime = Dictionary(
            uniqueKeysWithValues: whole.map { ($0.timestamp, $0.image) })
        for frame in found { #expect(byTime[frame.timestamp] == frame.image) }
        #expect(found.last?.timestamp == whole.last?.timestamp)
        let lost = whole.count - found.count
        #expect(
            source.notices.last
                == (lost == 1 ? "1 picture is" : "\(lost) pictures are")
                + " damaged; the one before is shown until the next that is not")
        #expect(source.frameCount == whole.count)
    }

    @Test func `a film that is cut short is read as far as it goes`() throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, "a.mp4", "-c:v libx264 -bf 0 -movflags +faststart")
        let whole = try MediaInput.open(path: path).rest()
        let bytes = try folder.read("a.mp4")
        let cut = try folder.write(bytes.prefix(bytes.count * 2 / 3), "cut.mp4")
        #expect(throws: MediaError.self) { try MediaInput.open(path: cut) }
        let found = try MediaInput.open(path: cut, hold).rest()
        #expect(found.count > 10 && found.count < whole.count)
        for (found, whole) in zip(found, whole) {
            #expect(found.timestamp == whole.timestamp)
            #expect(found.image == whole.image)
        }
    }
}
