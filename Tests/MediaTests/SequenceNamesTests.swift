import Files
import Formats
import Imaging
import Testing
import Timelines

@testable import Media

/// Sequences by pattern, folder and glob: which files they take, in which order, and what is missing.
struct SequenceNamesTests {
    private func fill(_ folder: TemporaryFolder, _ names: [String]) throws {
        for name in names {
            let place = folder.path(name)
            try PNGFile.write(makeRamp(width: 6, height: 4), to: place)
        }
    }

    private func files(
        _ path: String, gaps: SequenceGaps = .error, in folder: TemporaryFolder
    ) throws -> [String] {
        let source = try MediaInput.open(path: path, InputSettings(gaps: gaps))
        return (0..<source.frameCount).compactMap { frame in
            source.file(ofFrame: frame)?.split(separator: "/").last.map(String.init)
        }
    }

    @Test func `hashes stand for digits`() throws {
        let folder = try TemporaryFolder()
        try fill(folder, ["f_008.png", "f_009.png", "f_010.png", "f_0011.png", "f_7.png"])
        #expect(
            try files(folder.path("f_###.png"), in: folder)
                == ["f_008.png", "f_009.png", "f_010.png"])
        #expect(try files(folder.path("f_#.png"), in: folder) == ["f_7.png"])
        #expect(SequencePattern(hashesIn: "#/f.png") == nil)
        #expect(SequencePattern(hashesIn: "#a#.png") == nil)
        #expect(SequencePattern(hashesIn: "a%d_##.png")?.path(7) == "a%d_07.png")
    }

    @Test func `a file of that very name comes first`() throws {
        let folder = try TemporaryFolder()
        try fill(folder, ["f_##.png", "f_01.png", "a*.png", "a1.png"])
        for name in ["f_##.png", "a*.png"] {
            #expect(try MediaInput.open(path: folder.path(name)).isStill)
        }
    }

    @Test func `a folder gives its pictures in natural order`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("in")
        try fill(
            folder, ["in/b.png", "in/img10.png", "in/img2.PNG", "in/a.png", "in/.hidden.png"])
        try folder.write("text".utf8, "in/notes.txt")
        try folder.makeFolder("in/old")
        for path in [folder.path("in"), folder.path("in/")] {
            let names = try files(path, in: folder)
            #expect(names == ["a.png", "b.png", "img2.PNG", "img10.png"])
        }
        #expect(
            try MediaInput.open(path: folder.path("in")).properties.notices
                == ["passed over, without the ending of a picture: 'notes.txt' and 1 more"])
    }

    @Test func `a glob gives the names that it fits, whatever their ending`() throws {
        let folder = try TemporaryFolder()
        try fill(folder, ["a 10.png", "a 9.png", "b.png", "x1.dat", "x2.dat"])
        #expect(try files(folder.path("a*.png"), in: folder) == ["a 9.png", "a 10.png"])
        #expect(try files(folder.path("x?.dat"), in: folder) == ["x1.dat", "x2.dat"])
        #expect(try files(folder.path("[ab]*"), in: folder).count == 3)
        let path = folder.path("c*.png")
        #expect(
            throws: FileError.missing(
                path: path, found: "no file of this name or pattern", expected: "at least one")
        ) { try MediaInput.open(path: path) }
    }

    @Test(arguments: [
        // Days across months: two numbers differ.
        ["2024-01-31.png", "2024-02-01.png", "2024-02-05.png"],
        ["IMG_20240131_120000.png", "IMG_20240131_130000.png", "IMG_20240201_080000.png"],
        // Days of one month, and dates without separators, are no numbers that count.
        ["2024-01-01.png", "2024-01-05.png"], ["20240131.png", "20240201.png"],
        ["a 2024_02_28 b.png", "a 2024_02_30 b.png"], ["a.png", "b2.png", "b10.png"],
    ])
    func `names that are no counted numbers have no gaps`(names: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("in")
        try fill(folder, names.map { "in/\($0)" })
        #expect(try files(folder.path("in"), in: folder) == names)
        #expect(try files(folder.path("in/*"), gaps: .hold, in: folder) == names)
    }

    @Test(arguments: [
        (["1.png", "2.png", "4.png"], "3", 1...4, 4),
        (["2024-05-01_shot8.png", "2024-05-01_shot10.png"], "9", 8...10, 3),
        (["f0007.png", "f0009.png", "f0012.png"], "8 and 10-11", 7...12, 6),
    ])
    func `numbers of a folder's names are counted`(
        names: [String], missing: String, range: ClosedRange<Int>, held: Int
    ) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("in")
        try fill(folder, names.map { "in/\($0)" })
        let path = folder.path("in")
        #expect(
            throws: FileError.missing(
                path: path, found: "no picture of number \(missing)",
                expected: "every one from \(range.lowerBound) to \(range.upperBound), "
                    + "or --gaps hold or skip, also as 'gaps' of the preset's input")
        ) { try MediaInput.open(path: path) }
        #expect(try files(path, gaps: .hold, in: folder).count == held)
        #expect(try files(path, gaps: .skip, in: folder) == names)
    }

    @Test func `a folder without pictures is missing`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("in")
        #expect(
            throws: FileError.missing(
                path: folder.path("in"), found: "no pictures in this folder",
                expected: "names in .png, .jpg, .exr or the like")
        ) { try MediaInput.open(path: folder.path("in")) }
    }
}
