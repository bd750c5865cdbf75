import Imaging
import Testing

@testable import Media

/// Orientation in PNG's eXIf and texts, in XMP, and in TIFF, and TIFF's pages and declared sizes.
struct OrientationTests {
    /// Six colours as three columns and two rows.
    private static let pixels: [[UInt8]] = (0..<6).map { [UInt8($0 * 40), 0, 0] }

    /// The numbers of the stored pixels as they are shown, row by row; EXIF 2.3, tag 0x0112.
    private static let shown: [(orientation: Int, width: Int, order: [Int])] = [
        (1, 3, [0, 1, 2, 3, 4, 5]), (2, 3, [2, 1, 0, 5, 4, 3]), (3, 3, [5, 4, 3, 2, 1, 0]),
        (4, 3, [3, 4, 5, 0, 1, 2]), (5, 2, [0, 3, 1, 4, 2, 5]), (6, 2, [3, 0, 4, 1, 5, 2]),
        (7, 2, [5, 2, 4, 1, 3, 0]), (8, 2, [2, 5, 1, 4, 0, 3]), (9, 3, [0, 1, 2, 3, 4, 5]),
    ]

    private func check(_ bytes: [UInt8], _ name: String, _ width: Int, _ order: [Int]) throws {
        let folder = try TemporaryFolder()
        let source = try MediaInput.open(path: folder.write(bytes, name))
        let image = try #require(try source.next()).image
        #expect(image.width == width)
        #expect(source.width == width)
        let found = image.samples.prefix(6).map { Int(($0 * 255 / 40).rounded()) }
        #expect(found == order, "\(name)")
    }

    @Test(arguments: shown)
    func `a picture is turned upright`(orientation: Int, width: Int, order: [Int]) throws {
        try check(
            PictureBytes.tiff(Self.pixels, width: 3, orientation: orientation), "a.tiff", width,
            order)
        for exif in [little(orientation), big(orientation)] {
            try check(
                PictureBytes.png(Self.pixels, width: 3, [("eXIf", exif)]), "a.png", width, order)
        }
    }

    /// As ExifTool and as Photoshop write it, and as ImageMagick keeps EXIF data.
    @Test(arguments: shown.dropLast())
    func `texts turn a PNG without EXIF data of its own`(
        orientation: Int, width: Int, order: [Int]
    ) throws {
        let profile = "\nexif\n      \(little(orientation).count + 6)\n457869660000"
        let digits = little(orientation).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let raw = Array((profile + digits.joined() + "\n").utf8)
        let keyword = Array("Raw profile type exif\0".utf8)
        let texts: [(type: String, data: [UInt8])] = [
            ("tEXt", keyword + raw), ("zTXt", keyword + [0] + PictureBytes.zlib(raw)),
            ("iTXt", xmp("<tiff:Orientation>\(orientation)</tiff:Orientation>")),
            ("iTXt", xmp("<rdf:Description tiff:Orientation=\"\(orientation)\"/>")),
        ]
        for text in texts {
            try check(PictureBytes.png(Self.pixels, width: 3, [text]), "a.png", width, order)
            let upright = PictureBytes.png(Self.pixels, width: 3, [text, ("eXIf", little(1))])
            try check(upright, "a.png", 3, [0, 1, 2, 3, 4, 5])
        }
    }

    @Test func `damaged texts turn nothing`() throws {
        let keyword = Array("Raw profile type exif\0".utf8)
        for data in ["", "\0", "\0x", "\nexif\n 4\n0", "\nexif\n 4\nzz", "\n\n\n\n"] {
            for type in ["tEXt", "zTXt"] {
                let chunk = (type, keyword + Array(data.utf8))
                try check(
                    PictureBytes.png(Self.pixels, width: 3, [chunk]), "a.png", 3,
                    [0, 1, 2, 3, 4, 5])
            }
        }
        for text in ["tiff:Orientation", "tiff:Orientation='66'", "tiff:Orientation=''"] {
            #expect(XMPPacket.orientation(in: Array(text.utf8)) == nil)
        }
    }

    /// The content of an uncompressed `iTXt` with XMP.
    private func xmp(_ packet: String) -> [UInt8] {
        Array("XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>\(packet)</x:xmpmeta>".utf8)
    }

    /// EXIF data with one entry.
    private func little(_ orientation: Int) -> [UInt8] {
        Array("II*\0".utf8) + PictureBytes.little(8) + [1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0]
            + PictureBytes.little(orientation) + PictureBytes.little(0)
    }

    private func big(_ orientation: Int) -> [UInt8] {
        Array("MM\0*".utf8) + PictureBytes.big(8) + [0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1]
            + PictureBytes.big(orientation << 16) + PictureBytes.big(0)
    }

    @Test func `damaged EXIF data turn nothing`() throws {
        let data = little(6)
        for count in 0..<data.count {
            let cut = Array(data.prefix(count))
            #expect(TIFFDirectory(exif: cut) == nil || count >= 8)
            let file = PictureBytes.png(Self.pixels, width: 3, [("eXIf", cut)])
            #expect(try PNGReader.read(file, place: "a.png").image.planeCount == 6)
        }
        #expect(TIFFDirectory(exif: [0x49, 0x49, 42, 0, 255, 255, 255, 255]) == nil)
    }

    @Test func `of a TIFF's pages the first is read, and a notice says so`() throws {
        let folder = try TemporaryFolder()
        let one = try folder.write(PictureBytes.tiff(Self.pixels, width: 3), "one.tiff")
        let two = try folder.write(PictureBytes.tiff(Self.pixels, width: 3, pages: 2), "two.tiff")
        #expect(try MediaInput.open(path: one).properties.notices.isEmpty)
        #expect(
            try MediaInput.open(path: two).properties.notices
                == ["several pages, only the first is read"])
    }

    @Test(arguments: [
        (1_048_640, 48, "a picture of 1048640×48 in 146 bytes, expected a whole TIFF"),
        (
            100_000, 100_000,
            "a picture of 100000×100000 with 3 channels, expected at most 268435456 samples, "
                + "expected a picture of a usual size"
        ),
        (
            0, 48,
            "a picture of 0×48 with 3 channels, expected at least 1 of each, "
                + "expected a picture of a usual size"
        ),
    ])
    func `a TIFF that declares more than it has is refused before it is decoded`(
        width: Int, height: Int, message: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            PictureBytes.tiff(Self.pixels, width: 3, declaring: (width, height)), "a.tiff")
        #expect { try MediaInput.open(path: path) } throws: { "\($0)" == "\(path): \(message)" }
    }
}
