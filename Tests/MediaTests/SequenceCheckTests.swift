import Files
import Formats
import Foundation
import Imaging
import Testing

@testable import Media

/// Pictures of a sequence that cannot be used are found before the first frame, and all are named.
struct SequenceCheckTests {
    private func png(_ folder: TemporaryFolder, _ name: String, _ width: Int = 6) throws {
        try PNGFile.write(makeRamp(width: width, height: 4), to: folder.path(name))
    }

    private func message(_ path: String) -> String? {
        do {
            _ = try MediaInput.open(path: path)
            return nil
        } catch { return "\(error)" }
    }

    @Test func `gaps, sizes and damage come in one message`() throws {
        let folder = try TemporaryFolder()
        for number in [1, 2, 3, 5, 8] { try png(folder, "f\(number).png") }
        try png(folder, "f2.png.tmp", 7)
        try folder.write(folder.read("f2.png.tmp"), "f2.png")
        try folder.write(folder.read("f3.png").dropLast(20), "f3.png")
        try folder.write([], "f8.png")
        let path = folder.path("f%d.png")
        #expect(
            message(path)
                == "\(path): no picture of number 4 and 6-7; 3 of 5 pictures cannot be used: "
                + "f2.png: 7×4; f3.png: the file ends early; f8.png: an empty file, expected every "
                + "number from 1 to 8, or --gaps hold or skip, also as 'gaps' of the preset's input, and "
                + "pictures of 6×4 as \(folder.path("f1.png"))")
    }

    @Test func `of many, ten are named`() throws {
        let folder = try TemporaryFolder()
        for number in 1...30 { try png(folder, "f\(number).png", number < 4 ? 6 : 5) }
        let path = folder.path("f%d.png")
        let names = (4...13).map { "f\($0).png: 5×4" }.joined(separator: "; ")
        #expect(
            message(path)
                == "\(path): 27 of 30 pictures cannot be used: \(names); and 17 more, expected "
                + "pictures of 6×4 as \(folder.path("f1.png"))")
    }

    @Test func `one fault is that picture's own`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text".utf8, "f1.png")
        try png(folder, "f2.png")
        try png(folder, "f3.png")
        let text = try #require(message(folder.path("f%d.png")))
        #expect(text.hasPrefix(folder.path("f1.png: nothing that is known as a picture")))
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"))
    func `a cut JPEG is found, and one with bytes after its end is not refused`() throws {
        let folder = try TemporaryFolder()
        for number in 1...3 {
            try Tool.make(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=1", "-frames:v", "1", "-update",
                    "1",
                ],
                to: folder.path("f\(number).jpg"))
        }
        #expect(message(folder.path("*.jpg")) == nil)
        let whole = try folder.read("f2.jpg")
        try folder.write(whole + Data(repeating: 1, count: 9000), "f2.jpg")
        #expect(message(folder.path("*.jpg")) == nil)
        try folder.write(whole.dropLast(300), "f2.jpg")
        let text = try #require(message(folder.path("*.jpg")))
        #expect(text.hasPrefix(folder.path("f2.jpg: damaged data")))
    }

    /// EXIF data with one entry, the orientation.
    private func exif(_ orientation: Int) -> [UInt8] {
        Array("II*\0".utf8) + PictureBytes.little(8) + [1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0]
            + PictureBytes.little(orientation) + PictureBytes.little(0)
    }

    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make pictures"), arguments: 1...8)
    func `a header's size is the decoded picture's`(orientation: Int) throws {
        let folder = try TemporaryFolder()
        let pixels = (0..<6).map { [UInt8($0 * 40), 0, 0] }
        try folder.write(
            PictureBytes.tiff(pixels, width: 3, orientation: orientation), "a.tiff")
        try folder.write(
            PictureBytes.png(pixels, width: 3, [("eXIf", exif(orientation))]), "a.png")
        try folder.write(PictureBytes.png(pixels, width: 3), "b.png")
        for (name, options) in [("c.jpg", ["-update", "1"]), ("a.exr", [])] {
            try Tool.make(
                ["-f", "lavfi", "-i", "testsrc2=size=64x48:rate=1", "-frames:v", "1"] + options,
                to: folder.path(name))
        }
        let jpeg = try folder.read("c.jpg")
        let data = Array("Exif\0\0".utf8) + exif(orientation)
        let segment = [0xFF, 0xE1, 0, UInt8(data.count + 2)] + data
        try folder.write(jpeg.prefix(2) + segment + jpeg.dropFirst(2), "a.jpg")
        for (name, isRead) in [
            ("a.tiff", true), ("a.png", orientation == 1), ("b.png", true), ("a.jpg", true),
            ("a.exr", true),
        ] {
            let path = folder.path(name)
            let header = try PictureHeader.size(of: RegularFile.media(path))
            #expect((header != nil) == isRead, "\(name)")
            let size = try StillPicture(path: path).image.size
            #expect(header == nil || header == size, "\(name)")
        }
    }
}
