import Files
import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

struct SequenceTests {
    @Test(arguments: [
        ("frame_%04d.png", 7, "frame_0007.png"), ("a/b/%d", 12, "a/b/12"),
        ("100%%_%02d.png", 345, "100%_345.png"), ("50% %d%%/%02d", 7, "50% %d%%/07"),
        ("%06d.png", 0, "000000.png"),
    ])
    func `a pattern spells its paths`(pattern: String, number: Int, path: String) throws {
        #expect(try #require(SequencePattern(pattern)).path(number) == path)
    }

    @Test(arguments: ["a.png", "%d%d", "%s.png", "%", "%4d", "%00d", "%099d", "%d/a.png", "%0d"])
    func `everything else is no pattern`(path: String) {
        #expect(SequencePattern(path) == nil)
    }

    @Test func `a sink's pictures come back as a sequence, from the lowest number on`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("new/frames/out.%03d.png")
        let sink = try PictureSequenceSink(path: path, format: PNGFormat(depth: .sixteen))
        let images = try (0..<4).map { try makeRamp(width: 9, height: 5, phase: Float($0) / 4) }
        for image in images { try sink.write(image) }
        try sink.finish()
        let names = (0..<4).map { "out.00\($0).png" }
        let inside = folder.url.appending(path: "new/frames")
        #expect(try FileManager.default.contentsOfDirectory(atPath: inside.path).sorted() == names)

        try FileManager.default.removeItem(at: inside.appending(path: "out.000.png"))
        let rate = try FrameRate(24000, 1001)
        let source = try MediaInput.open(path: path, sequenceRate: rate)
        #expect(source.frameCount == 3)
        #expect(source.frameRate == rate)
        for (k, frame) in try source.rest().enumerated() {
            #expect(try frame.image.rgb16() == images[k + 1].rgb16())
            #expect(try frame.timestamp == Time(1001 * Int64(k), 24000))
        }
        #expect(try MediaInput.open(path: path).rest().last?.timestamp.seconds == 2)
    }

    @Test func `a sink that goes on leaves equal pictures alone and refuses others`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.%03d.png")
        let images = try (0..<3).map { try makeRamp(width: 9, height: 5, phase: Float($0) / 3) }
        func write(_ images: [Image], existing: ExistingOutput) throws {
            let sink = try PictureSequenceSink(
                path: path, format: PNGFormat(), configuration: .init(existing: existing))
            for image in images { try sink.write(image) }
            try sink.finish()
        }
        try write(Array(images[..<2]), existing: .acceptEqual)
        let date = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: folder.path("out.000.png"))
        try write(images, existing: .acceptEqual)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.path("out.000.png"))
        #expect(attributes[.modificationDate] as? Date == date)
        #expect(try folder.contents == ["out.000.png", "out.001.png", "out.002.png"])
        let third = try folder.read("out.002.png")
        #expect(throws: FileError.exists(path: folder.path("out.002.png"))) {
            try write([images[0], images[1], images[0]], existing: .acceptEqual)
        }
        #expect(throws: FileError.exists(path: folder.path("out.000.png"))) {
            try write(images, existing: .refuse)
        }
        #expect(try folder.read("out.002.png") == third)
        // One that was cut: not what would be written.
        try folder.write(third.dropLast(), "out.002.png")
        #expect(throws: FileError.exists(path: folder.path("out.002.png"))) {
            try write(images, existing: .acceptEqual)
        }
        try write(images, existing: .replace)
        #expect(try folder.read("out.002.png") == third)
    }

    private static let remedy = "or --gaps hold or skip, also as 'gaps' of the preset's input"

    @Test(arguments: [
        ([5, 6, 8], "7"), ([5, 7, 11, 13], "6, 8-10 and 12"),
        (
            [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 1_000_000_000],
            "2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 999999978 more"
        ),
    ])
    func `gaps are found at opening, and all are named`(numbers: [Int], missing: String) throws {
        let folder = try TemporaryFolder()
        for number in numbers {
            try PNGFile.write(makeRamp(width: 4, height: 4), to: folder.path("f\(number).png"))
        }
        let path = folder.path("f%d.png")
        #expect(
            throws: FileError.missing(
                path: path, found: "no picture of number \(missing)",
                expected: "every one from \(numbers[0]) to \(numbers[numbers.count - 1]), "
                    + Self.remedy)
        ) {
            try MediaInput.open(path: path)
        }
    }

    @Test(arguments: [
        (SequenceGaps.hold, [5, 6, 6, 8, 8, 8, 8, 12]), (.skip, [5, 6, 8, 12]),
    ])
    func `gaps are held or left out`(gaps: SequenceGaps, shown: [Int]) throws {
        let folder = try TemporaryFolder()
        for number in [5, 6, 8, 12] {
            try PNGFile.write(
                makeRamp(width: 4, height: 4, phase: Float(number) / 20),
                to: folder.path("f\(number).png"))
        }
        let source = try MediaInput.open(
            path: folder.path("f%d.png"), InputSettings(sequenceRate: FrameRate(25), gaps: gaps))
        #expect(source.frameCount == shown.count)
        #expect(
            (0...shown.count).map { source.file(ofFrame: $0) }
                == shown.map { folder.path("f\($0).png") } + [nil])
        for (k, frame) in try source.rest().enumerated() {
            let picture = try StillPicture(path: folder.path("f\(shown[k]).png")).image
            #expect(frame.image == picture)
            #expect(try frame.timestamp == Time(Int64(k), 25))
        }
    }

    @Test func `a picture of another size is an error that names it`() throws {
        let folder = try TemporaryFolder()
        try PNGFile.write(makeRamp(width: 4, height: 4), to: folder.path("f0.png"))
        try PNGFile.write(makeRamp(width: 5, height: 4), to: folder.path("f1.png"))
        #expect(
            throws: MediaError.badInput(
                place: folder.path("f1.png"), found: "5×4", expected: "4×4 as the first picture")
        ) {
            try MediaInput.open(path: folder.path("f%d.png")).rest()
        }
    }

    @Test func `a sequence without pictures is missing`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write([1], "f1.jpg")
        #expect(
            throws: FileError.missing(
                path: folder.path("f%d.png"), found: "no picture with a number",
                expected: "at least one, as \(folder.path("f0.png"))")
        ) {
            try MediaInput.open(path: folder.path("f%d.png"))
        }
        #expect(
            throws: FileError.missing(
                path: folder.path("none"), found: "No such file or directory",
                expected: "a folder of numbered pictures")
        ) {
            try MediaInput.open(path: folder.path("none/f%d.png"))
        }
    }

    @Test func `a sink needs a pattern and a free first name`() throws {
        let folder = try TemporaryFolder()
        #expect(
            throws: FileError.cannotCreate(
                path: folder.path("a.png"), found: "a name without one number",
                expected: "a name such as frames/out.%06d.png")
        ) {
            try PictureSequenceSink(path: folder.path("a.png"), format: PNGFormat())
        }
        _ = try folder.write([1], "f0.png")
        #expect(throws: FileError.exists(path: folder.path("f0.png"))) {
            try PictureSequenceSink(path: folder.path("f%d.png"), format: PNGFormat())
        }
        #expect(try folder.contents == ["f0.png"])
    }
}
