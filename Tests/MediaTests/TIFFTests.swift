import Files
import Foundation
import Imaging
import Testing

@testable import Media

/// TIFFs written byte by byte as revision 6.0 lays them out, one case for each kind of layout.
struct TIFFTests {
    /// A picture of 3×1 pixels and what it is.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        /// Beside the size and the places of the data.
        let tags: [(tag: Int, values: [Int])]
        /// The strips or tiles.
        let blocks: [[UInt8]]
        /// Red, green, blue and alpha of each pixel, 0…1.
        let pixels: [[Float]]
        var isTiled = false
        var tolerance: Float = 1e-6
    }

    private static let (bits, compression, photometric, channels) = (258, 259, 262, 277)
    private static let (rows, planes, palette, tileWidth, tileHeight) = (278, 284, 320, 322, 323)
    private static let (extra, format) = (338, 339)
    private static let rgb = [(photometric, [2]), (channels, [3])]
    private static let colours: [[Float]] = [[1, 0, 0, 1], [0, 1, 0, 1], [0.2, 0.4, 0.6, 1]]

    static let cases = [
        Case(
            testDescription: "tiles",
            tags: rgb + [
                (bits, [8, 8, 8]), (tileWidth, [16]), (tileHeight, [16]),
            ],
            blocks: [
                [255, 0, 0, 0, 255, 0, 51, 102, 153] + [UInt8](repeating: 9, count: 16 * 16 * 3 - 9)
            ], pixels: colours, isTiled: true),
        Case(
            testDescription: "planes", tags: rgb + [(bits, [8, 8, 8]), (planes, [2])],
            blocks: [[255, 0, 51], [0, 255, 102], [0, 0, 153]], pixels: colours),
        Case(
            testDescription: "16 bits", tags: rgb + [(bits, [16, 16, 16])],
            blocks: [
                words([65535, 0, 0, 0, 65535, 0, 13107, 26214, 39321])
            ], pixels: colours),
        Case(
            testDescription: "12 bits", tags: [(bits, [12]), (photometric, [1])],
            // 0xFFF, 0x000, 0x666.
            blocks: [[0xFF, 0xF0, 0x00, 0x66, 0x60]],
            pixels: [[1, 1, 1, 1], [0, 0, 0, 1], [0.4, 0.4, 0.4, 1]]),
        Case(
            testDescription: "a bit, 0 is white", tags: [(bits, [1]), (photometric, [0])],
            blocks: [[0b0100_0000]], pixels: [[1, 1, 1, 1], [0, 0, 0, 1], [1, 1, 1, 1]]),
        Case(
            testDescription: "a palette",
            tags: [
                (bits, [2]), (photometric, [3]),
                (palette, [0, 0xFFFF, 0, 0x3333, 0, 0, 0xFFFF, 0x6666, 0, 0, 0, 0x9999]),
            ], blocks: [[0b0110_1100]], pixels: colours),
        Case(
            testDescription: "CMYK of 16 bits",
            tags: [(bits, [16, 16, 16, 16]), (photometric, [5]), (channels, [4])],
            blocks: [
                words([0, 65535, 65535, 0, 65535, 0, 65535, 0, 52428, 39321, 26214, 0])
            ], pixels: colours),
        // As Pillow's ImageCms has them, in levels of 255.
        Case(
            testDescription: "Lab",
            tags: [(bits, [8, 8, 8]), (photometric, [8]), (channels, [3])],
            blocks: [[128, 0, 0, 136, 40, 35, 90, 20, 226]],
            pixels: [[119, 119, 119], [198, 96, 69], [95, 72, 131]].map {
                $0.map { Float($0) / 255 } + [1]
            }, tolerance: 1 / 255),
        Case(
            testDescription: "straight alpha",
            tags: [
                (bits, [8, 8, 8, 8]), (photometric, [2]), (channels, [4]), (extra, [2]),
            ], blocks: [[255, 0, 0, 255, 0, 255, 0, 0, 51, 102, 153, 51]],
            pixels: [[1, 0, 0, 1], [0, 1, 0, 0], [0.2, 0.4, 0.6, 0.2]]),
        Case(
            testDescription: "colours multiplied by alpha",
            tags: [
                (bits, [8, 8, 8, 8]), (photometric, [2]), (channels, [4]), (extra, [1]),
            ], blocks: [[255, 0, 0, 255, 0, 0, 0, 0, 10, 20, 30, 50]],
            pixels: [[1, 0, 0, 1], [0, 0, 0, 0], [0.2, 0.4, 0.6, 50.0 / 255]]),
        Case(
            testDescription: "a fourth sample of no meaning",
            tags: [
                (bits, [8, 8, 8, 8]), (photometric, [2]), (channels, [4]), (extra, [0]),
            ], blocks: [[255, 0, 0, 9, 0, 255, 0, 9, 51, 102, 153, 9]], pixels: colours),
        Case(
            testDescription: "floats", tags: rgb + [(bits, [32, 32, 32]), (format, [3, 3, 3])],
            blocks: [floats([1.5, 0, -1, 0, 1, .nan, 0.2, 0.4, 0.6])], pixels: colours),
    ]

    private static func words(_ values: [UInt16]) -> [UInt8] {
        values.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    private static func floats(_ values: [Float]) -> [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> (8 * $0) & 255) } }
    }

    /// A little-endian file: the blocks, the directory, and the values that do not fit into it.
    private static func file(_ given: Case, compression: Int = 1) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(value >> (8 * $0) & 255) }
        }
        var data: [UInt8] = []
        var places: [Int] = []
        for block in given.blocks {
            places.append(8 + data.count)
            data += block
        }
        if data.count % 2 == 1 { data.append(0) }
        let (offsets, counts) = given.isTiled ? (324, 325) : (273, 279)
        var tags = given.tags.map { (tag: $0.tag, type: 3, values: $0.values) }
        tags += [(256, 4, [3]), (257, 4, [1]), (Self.compression, 3, [compression])]
        tags += [(offsets, 4, places), (counts, 4, given.blocks.map(\.count))]
        if !given.isTiled { tags.append((rows, 4, [1])) }
        tags.sort { $0.tag < $1.tag }
        let directory = 8 + data.count
        var (entries, further): ([UInt8], [UInt8]) = (little(tags.count, 2), [])
        let end = directory + 2 + 12 * tags.count + 4
        for (tag, type, values) in tags {
            let bytes = values.flatMap { little($0, type == 3 ? 2 : 4) }
            entries += little(tag, 2) + little(type, 2) + little(values.count, 4)
            entries +=
                bytes.count > 4
                ? little(end + further.count, 4)
                : bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
            if bytes.count > 4 { further += bytes }
        }
        return Array("II*\0".utf8) + little(directory, 4) + data + entries + little(0, 4) + further
    }

    @Test(arguments: cases) func `samples mean what the tags say`(given: Case) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.file(given), "a.tif")
        let source = try MediaInput.open(path: path)
        let image = try #require(try source.next()).image
        #expect(image.size == Size(width: 3, height: 1))
        #expect(image.hasAlpha == given.pixels.contains { $0[3] < 1 })
        for (x, pixel) in given.pixels.enumerated() {
            // Where nothing is seen, networks see the colours beside.
            for c in 0..<image.channels where c == 3 || pixel[3] > 0 {
                let found = image.samples[3 * c + x]
                #expect(
                    abs(found - pixel[c]) < given.tolerance, "pixel \(x), channel \(c): \(found)")
            }
        }
    }

    @Test func `what is cut, or of an unknown compression, is refused`() throws {
        let folder = try TemporaryFolder()
        let given = Self.cases[2]
        let whole = Self.file(given)
        for count in 1..<whole.count {
            let path = try folder.write(whole.prefix(count), "a.tif")
            #expect(throws: MediaError.self, "\(count) bytes") {
                try MediaInput.open(path: path).rest()
            }
        }
        let path = try folder.write(Self.file(given, compression: 65000), "a.tif")
        #expect {
            try MediaInput.open(path: path).rest()
        } throws: {
            "\($0)".contains("65000")
        }
    }

    @Test func `numbers with a sign are refused in words`() throws {
        let folder = try TemporaryFolder()
        let given = Case(
            testDescription: "",
            tags: Self.rgb + [(Self.bits, [8, 8, 8]), (Self.format, [2, 2, 2])],
            blocks: [[1, 2, 3, 4, 5, 6, 7, 8, 9]], pixels: [])
        let path = try folder.write(Self.file(given), "a.tif")
        #expect(
            throws: MediaError.badInput(
                place: path, found: "a TIFF of numbers with a sign",
                expected: "whole numbers without one, or floats")
        ) { try MediaInput.open(path: path) }
    }

    @Test(arguments: cases) func `flipped bits end nothing`(given: Case) throws {
        let folder = try TemporaryFolder()
        let whole = Self.file(given)
        // Behind the tile's filling.
        for index in whole.indices where index < 32 || index > whole.count - 300 {
            for bit in stride(from: index % 3, to: 8, by: 3) {
                var changed = whole
                changed[index] ^= 1 << bit
                let path = try folder.write(changed, "a.tif")
                _ = try? MediaInput.open(path: path).rest()
            }
        }
    }
}
