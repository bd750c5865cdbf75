import Files
import Foundation
import Glibc
import Imaging
import Testing

@testable import Media

/// Bad inputs, each with the whole line that a user must see; `…` stands for the path.
struct HostileInputTests {
    /// The error that opening and reading all of a path ends in; nil when it is read.
    private func error(_ path: String) -> String? {
        do {
            _ = try MediaInput.open(path: path).rest()
            return nil
        } catch {
            return "\(error)".replacing(path, with: "…")
        }
    }

    private func png(_ folder: TemporaryFolder) throws -> [UInt8] {
        try PNGFile.write(
            makeRamp(width: 40, height: 30), to: folder.path("whole.png"), overwrite: true)
        return try [UInt8](Data(contentsOf: folder.url.appending(path: "whole.png")))
    }

    private static let unknown =
        "…: nothing that is known as a picture or film, "
        + "expected PNG, JPEG, WebP, TIFF, MP4, MOV, MKV, WebM, GIF or the like"

    @Test(arguments: [
        ("empty.png", "", "…: an empty file, expected a picture or film that can be read"),
        ("text.png", "a line of text\n", unknown),
        ("text.mp4", String(repeating: "no film at all\n", count: 5000), unknown),
        ("list.mp4", "ffconcat version 1.0\nfile 'whole.png'\n", unknown),
        (
            "list.png",
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nwhole.png\n"
                + "#EXT-X-ENDLIST\n", unknown
        ),
        (
            "drawing.png",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" "
                + "height=\"9\"><rect width=\"9\" height=\"9\"/></svg>", unknown
        ),
        ("page.jpg", "<!DOCTYPE html><html><body>404</body></html>", unknown),
    ])
    func `content decides, not the name`(name: String, text: String, expected: String) throws {
        let folder = try TemporaryFolder()
        _ = try png(folder)
        #expect(error(try folder.write(text.utf8, name)) == expected)
    }

    @Test func `a PNG whose header promises too much is refused before it is decoded`() throws {
        let folder = try TemporaryFolder()
        var file = try png(folder)
        file.replaceSubrange(16..<24, with: [0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20])
        #expect(
            error(try folder.write(file, "large.png"))
                == "…: a picture of 20000×20000 with 3 channels, expected at most 268435456 "
                + "samples, expected a whole PNG picture")
        file.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(
            error(try folder.write(file, "none.png"))
                == "…: a picture of 0×20000 with 3 channels, expected at least 1 of each, "
                + "expected a whole PNG picture")
    }

    @Test func `bytes after a PNG's end are an error`() throws {
        let folder = try TemporaryFolder()
        #expect(
            error(try folder.write(png(folder) + [1, 2, 3], "longer.png"))
                == "…: 3 bytes after the end of the picture, expected a whole PNG picture")
    }

    @Test func `a PNG cut at any byte is an error`() throws {
        let folder = try TemporaryFolder()
        let file = try png(folder)
        for count in stride(from: 1, to: file.count, by: 1) {
            let message = error(try folder.write(file.prefix(count), "cut.png"))
            #expect(message != nil, "cut to \(count) bytes")
        }
        #expect(
            error(try folder.write(file.dropLast(12), "cut.png"))
                == "…: the file ends early, expected a whole PNG picture")
    }

    @Test func `a PNG with a flipped bit is an error or the same picture`() throws {
        let folder = try TemporaryFolder()
        let file = try png(folder)
        let whole = try PNGFile.read(folder.path("whole.png")).image
        for index in file.indices {
            var flipped = file
            flipped[index] ^= 1 << (index % 8)
            let path = try folder.write(flipped, "flipped.png")
            if error(path) == nil {
                let image = try #require(try MediaInput.open(path: path).next()).image
                #expect(image == whole || index < 100, "byte \(index)")
            }
        }
    }

    @Test(
        .enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"),
        arguments: [
            "jpg", "webp", "tiff", "bmp", "ppm",
        ])
    func `a picture that ends early is an error in every format`(ending: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("whole.\(ending)")
        try Tool.make(
            ["-f", "lavfi", "-i", "testsrc2=size=320x240", "-frames:v", "1", "-update", "1"],
            to: path)
        #expect(error(path) == nil)
        let file = try [UInt8](Data(contentsOf: URL(filePath: path)))
        for share in [0.3, 0.6, 0.9, 0.99] {
            let cut = try folder.write(
                file.prefix(Int(Double(file.count) * share)), "cut.\(ending)")
            #expect(error(cut) != nil, "\(ending) cut to \(share)")
        }
    }

    @Test func `what is no regular file is refused and never waited for`() throws {
        let folder = try TemporaryFolder()
        #expect(
            error(folder.url.path)
                == "…: no pictures in this folder, expected names in .png, .jpg, .exr or the like")
        let pipe = folder.path("pipe.png")
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(error(pipe) == "…: a pipe, expected a regular file")
        #expect(error("/dev/zero") == "…: a device, expected a regular file")
    }

    @Test func `a missing file is missing, whatever its name`() throws {
        let folder = try TemporaryFolder()
        for name in ["a.png", "a:b.mp4", "-x.jpg", "http:a.mp4", "a\nb.png"] {
            let path = folder.path(name)
            #expect(
                throws: FileError.missing(
                    path: path, found: "no such file",
                    expected: "a picture or film that can be read")
            ) {
                try MediaInput.open(path: path)
            }
        }
        #expect(
            throws: FileError.missing(
                path: "a\0b", found: "a NUL in the name",
                expected: "a picture or film that can be read")
        ) {
            try MediaInput.open(path: "a\0b")
        }
    }

    @Test(arguments: ["take:1.png", "-x.png", "two  spaces'\".png", "new\nline.png", "100%.png"])
    func `a strange name is a name`(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(error(try folder.write(png(folder), name)) == nil)
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
    func `a film without pictures, or cut short, is an error`() throws {
        let folder = try TemporaryFolder()
        let sound = folder.path("sound.m4a")
        try Tool.make(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac"], to: sound)
        #expect(
            error(sound) == "…: no pictures, only sound or other data, expected a picture or film")
        let film = folder.path("film.mp4")
        try Tool.make(
            [
                "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=2", "-movflags",
                "+faststart",
            ], to: film)
        let file = try [UInt8](Data(contentsOf: URL(filePath: film)))
        #expect(error(film) == nil)
        #expect(error(try folder.write(file.prefix(file.count * 2 / 3), "cut.mp4")) != nil)
        #expect(error(try folder.write(file.prefix(300), "head.mp4")) != nil)
    }
}
