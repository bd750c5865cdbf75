import Files
import Formats
import Foundation
import Imaging
import Testing

@testable import Media

/// PNGs that state which frame they show, and sequences that go by it.
struct PNGFrameKeyTests {
    private let folder: TemporaryFolder
    private let images: [Image]
    private let keys: [Digest]

    init() throws {
        folder = try TemporaryFolder()
        images = try (0..<5).map { try makeRamp(width: 19, height: 7, phase: Float($0) / 5) }
        keys = try (0..<5).map { try SHA256.digest(of: "frame \($0)") }
    }

    private func path(_ number: Int) -> String { folder.path("out.00\(number).png") }

    private func write(
        _ frames: Range<Int>, depth: SampleDepth = .eight, existing: ExistingOutput = .acceptEqual,
        removesLater: Bool = false
    ) throws -> PictureSequenceSink {
        let sink = try PictureSequenceSink(
            path: folder.path("out.%03d.png"), format: PNGFormat(depth: depth),
            configuration: .init(
                firstNumber: frames.lowerBound, existing: existing,
                removesLater: removesLater))
        for frame in frames { try sink.write(images[frame], key: keys[frame]) }
        try sink.finish()
        return sink
    }

    private func inode(_ number: Int) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(number))[.systemFileNumber] as? Int
    }

    @Test(arguments: SampleDepth.allCases)
    func `the picture is the same with and without a key`(depth: SampleDepth) throws {
        _ = try write(0..<1, depth: depth)
        try PNGFile.write(images[0], to: folder.path("plain.png"), depth: depth)
        let bytes = try [UInt8](folder.read("out.000.png"))
        let plain = try [UInt8](folder.read("plain.png"))
        // 12 bytes around a chunk, 16 before its text, two digests and a blank.
        #expect(bytes.count == plain.count + 12 + 16 + 129)
        #expect(try PNGReader.samples(bytes, place: "") == PNGReader.samples(plain, place: ""))
        #expect(try PNGFile.read(path(0)).notices == [])
        let key = try #require(PNGStatement.found(in: bytes))
        #expect(key.frame == keys[0])
        #expect(PNGStatement.found(in: plain) == nil)
    }

    @Test(
        .enabled(if: Tool.hasPillow, "needs python3 with Pillow, another reader of PNG"),
        arguments: SampleDepth.allCases)
    func `another reader finds the key and no fault`(depth: SampleDepth) throws {
        _ = try write(0..<1, depth: depth)
        let program = """
            import sys
            from PIL import Image
            with Image.open(sys.argv[1]) as picture: picture.verify()
            with Image.open(sys.argv[1]) as picture:
                picture.load()
                print(picture.size, sorted(picture.text), picture.text["Segue frame"])
            """
        let printed = String(
            decoding: try Tool.run("python3", ["-c", program, path(0)]), as: UTF8.self)
        let key = try #require(PNGStatement.found(in: [UInt8](folder.read("out.000.png"))))
        #expect(printed == "(19, 7) ['Segue frame'] \(keys[0]) \(key.content)\n")
    }

    @Test func `every cut and every changed byte of the key is none`() throws {
        _ = try write(0..<1)
        let bytes = try [UInt8](folder.read("out.000.png"))
        let type = try #require(bytes.indices.first { bytes[$0...].starts(with: "iTXt".utf8) })
        let end = type + 4 + 16 + 129 + 4
        for length in 0..<end { #expect(PNGStatement.found(in: Array(bytes[..<length])) == nil) }
        for index in type..<end {
            var changed = bytes
            changed[index] ^= 0x41
            #expect(PNGStatement.found(in: changed) == nil)
        }
    }

    @Test func `a sequence goes on over its own pictures and leaves them as they are`() throws {
        _ = try write(0..<2)
        let before = try [inode(0), inode(1)]
        _ = try write(0..<4)
        #expect(try [inode(0), inode(1)] == before)
        #expect(try folder.contents == (0..<4).map { "out.00\($0).png" })
    }

    @Test(arguments: ["cut", "a bit", "empty samples"])
    func `a damaged picture of the right key is written again`(damage: String) throws {
        _ = try write(0..<3)
        let whole = try folder.read("out.001.png")
        var bytes = whole
        switch damage {
        case "cut": bytes.removeLast(20)
        case "a bit":
            let data = try #require(
                bytes.indices.first { bytes[$0...].starts(with: "IDAT".utf8) })
            bytes[data + 20] ^= 8
        default:
            bytes.replaceSubrange((bytes.count - 60)..<(bytes.count - 12), with: Data(count: 48))
        }
        try folder.write(bytes, "out.001.png")
        _ = try write(0..<3)
        #expect(try folder.read("out.001.png") == whole)
    }

    @Test func `a picture that was saved again is kept if its samples are the frame's`() throws {
        _ = try write(0..<1)
        let key = try #require(PNGStatement.found(in: [UInt8](folder.read("out.000.png"))))
        // As an optimiser leaves it: other bytes, the same samples and text.
        let padded = insertingComment(
            into: PNGStatement.inserted(key, into: try encoded(images[0])))
        try folder.write(padded, "out.000.png")
        _ = try write(0..<1)
        #expect(try folder.read("out.000.png") == Data(padded))
        // Retouched: it states the frame, and shows something else.
        let retouched = try PNGStatement.inserted(key, into: encoded(images[3]))
        try folder.write(retouched, "out.000.png")
        #expect(throws: FileError.exists(path: path(0))) { try write(0..<1) }
        #expect(try folder.read("out.000.png") == Data(retouched))
    }

    @Test func `another frame's picture, one without a key and a link are refused`() throws {
        _ = try write(0..<2)
        let second = try folder.read("out.001.png")
        let plain = try encoded(images[2])
        for bytes in [Data(plain), Data("text".utf8), second] {
            try folder.write(bytes, "out.002.png")
            #expect(throws: FileError.exists(path: path(2))) { try write(0..<3) }
            #expect(try folder.read("out.002.png") == bytes)
            let sink = try PictureSequenceSink(
                path: folder.path("out.%03d.png"), format: PNGFormat(),
                configuration: .init(existing: .acceptEqual))
            #expect(throws: FileError.exists(path: path(2))) {
                try sink.checkFree(frame: 2, key: keys[2])
            }
            #expect(try sink.checkFree(frame: 1, key: keys[1]))
            #expect(!(try sink.checkFree(frame: 3, key: keys[3])))
            #expect(sink.holds(frame: 1, key: keys[1]))
            #expect(!sink.holds(frame: 1, key: keys[2]))
            #expect(!sink.holds(frame: 2, key: keys[2]))
        }
        _ = try write(0..<3, existing: .replace)
        try FileManager.default.moveItem(atPath: path(2), toPath: folder.path("moved.png"))
        try #require(symlink("moved.png", path(2)) == 0)
        #expect(throws: FileError.self) { try write(0..<3) }
        #expect(throws: FileError.exists(path: path(0))) {
            try write(0..<1, existing: .refuse)
        }
    }

    @Test func `a shorter sequence removes what follows it without a gap, and names the rest`()
        throws
    {
        _ = try write(0..<5)
        try folder.write([1], "out.006.png")
        try folder.write([1], "out.007.png")
        try folder.write([1], "out.txt")
        let sink = try write(0..<2, existing: .replace, removesLater: true)
        #expect(
            try folder.contents == [
                "out.000.png", "out.001.png", "out.006.png", "out.007.png", "out.txt",
            ])
        #expect(sink.notices == ["2 files with later numbers were left: out.006.png … out.007.png"])
    }

    @Test func `nothing follows a picture that is not of a sequence of ours`() throws {
        _ = try write(0..<5)
        try PNGFile.write(images[3], to: path(3), overwrite: true)
        let sink = try write(0..<2, existing: .replace, removesLater: true)
        #expect(try folder.contents == [0, 1, 3, 4].map { "out.00\($0).png" })
        #expect(sink.notices == ["2 files with later numbers were left: out.003.png … out.004.png"])
        // A part of a film says nothing of the frames behind it.
        _ = try write(0..<1, existing: .replace)
        #expect(try folder.contents == [0, 1, 3, 4].map { "out.00\($0).png" })
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `another user's pictures are neither taken over nor removed`() throws {
        _ = try write(0..<3)
        try #require(chown(path(1), 61_234, 61_234) == 0)
        #expect(throws: FileError.exists(path: path(1))) { try write(0..<3) }
        let sink = try write(0..<1, existing: .replace, removesLater: true)
        #expect(try folder.contents == ["out.000.png", "out.001.png", "out.002.png"])
        #expect(sink.notices.count == 1)
    }

    private func encoded(_ image: Image) throws -> [UInt8] {
        try PNGFile.encoded(image, depth: .eight, place: "")
    }

    /// With a tEXt chunk `a`, a NUL and no text before the end; its CRC is zlib's of `tEXta\0`.
    private func insertingComment(into file: [UInt8]) -> [UInt8] {
        let chunk: [UInt8] = [0, 0, 0, 2] + Array("tEXta\0".utf8) + [0x90, 0xC5, 0x84, 0x6A]
        return file.dropLast(12) + chunk + file.suffix(12)
    }
}
