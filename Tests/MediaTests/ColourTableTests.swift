import Foundation
import Imaging
import Testing

@testable import Media

/// Films of known colours by every matrix, range, depth, curve and set of primaries.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct ColourTableTests {
    private static let mapped = "high dynamic range is mapped to that of sRGB"
    private static let tagged = "the colours are converted to sRGB by the picture's tags"

    /// One film of ``ICCFixtures/colours``, each a patch of 8×8 pixels.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// FFmpeg's filters behind `format=gbrp`, of 8 bits and full range.
        let filters: String
        let tags: [String]
        let expected: [[Float]]
        /// The largest difference, in levels of 255: what codes of these bits cannot say.
        let limit: Float
        var notice: String?

        var testDescription: String { name }
    }

    private static let plain = ICCFixtures.colours.map { $0.map(Float.init) }

    /// Y′CbCr by zimg, which computes in floats.
    private static func coded(
        _ matrix: String, _ range: String, _ depth: Int, expected: [[Float]] = plain,
        tags: [String] = [], limit: Float? = nil, notice: String? = nil
    ) -> Row {
        let format = depth == 8 ? "yuv444p" : "yuv444p10le"
        let tag = ["470bg": "bt470bg", "709": "bt709", "2020_ncl": "bt2020nc"][matrix] ?? matrix
        return Row(
            name: "\(matrix), \(range), \(depth) bits",
            filters: "zscale=matrixin=gbr:rangein=full:matrix=\(matrix):range=\(range),"
                + "format=\(format)",
            tags: ["-colorspace", tag, "-color_range", range == "full" ? "pc" : "tv"] + tags,
            expected: expected, limit: limit ?? (depth == 8 ? 1.7 : 0.45), notice: notice)
    }

    /// RGB of 10 bits, whose codes are exact.
    private static func exact(
        _ name: String, _ tags: [String], _ expected: [[Float]], _ notice: String
    ) -> Row {
        Row(
            name: name, filters: "zscale=rangein=full:range=full,format=gbrp10le", tags: tags,
            expected: expected, limit: 0.02, notice: notice)
    }

    private static let hdr = ["-color_primaries", "bt2020", "-color_trc"]

    static let rows: [Row] =
        ["470bg", "709", "2020_ncl"].flatMap { matrix in
            ["limited", "full"].flatMap { range in
                [8, 10].map { coded(matrix, range, $0) }
            }
        } + [
            exact(
                "BT.2020, SDR", ["-color_primaries", "bt2020", "-color_trc", "bt2020-10"],
                ColourBars.bt2020, tagged),
            exact(
                "Display P3", ["-color_primaries", "smpte432", "-color_trc", "iec61966-2-1"],
                ColourBars.displayP3, tagged),
            exact("PQ", hdr + ["smpte2084"], ColourBars.pq, mapped),
            exact("HLG", hdr + ["arib-std-b67"], ColourBars.hlg, mapped),
            exact("PQ, no primaries", ["-color_trc", "smpte2084"], ColourBars.pq, mapped),
            coded(
                "2020_ncl", "limited", 10, expected: ColourBars.hlg, tags: hdr + ["arib-std-b67"],
                limit: 2, notice: mapped),
        ]

    private func makeFilm(_ folder: TemporaryFolder, _ row: Row) throws -> String {
        try folder.write(PictureBytes.png(ICCFixtures.colours), "bars.png")
        let path = folder.path("bars.mkv")
        let size = "scale=\(ICCFixtures.colours.count * 8):8:flags=neighbor"
        try Tool.make(
            [
                "-i", folder.path("bars.png"), "-vf", "format=gbrp,\(size),\(row.filters)",
                "-c:v", "ffv1",
            ] + row.tags, to: path)
        return path
    }

    /// The middle of every patch, in levels of 255.
    private func patches(_ image: Image) -> [[Float]] {
        ICCFixtures.colours.indices.map { patch in
            (0..<3).map {
                image.samples[$0 * image.planeCount + 4 * image.width + patch * 8 + 4] * 255
            }
        }
    }

    private func largest(_ a: [[Float]], _ b: [[Float]]) -> Float {
        zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test(arguments: rows) func `a film's colours are those of its tags`(_ row: Row) throws {
        let folder = try TemporaryFolder()
        let source = try MediaInput.open(path: makeFilm(folder, row))
        #expect(source.properties.notices == [row.notice].compactMap(\.self))
        let found = patches(try #require(try source.next()).image)
        let difference = largest(found, row.expected)
        #expect(difference <= row.limit, "\(row.name): \(difference), \(found)")
    }

    /// Tags that say no more than which norm a program thought of.
    @Test(arguments: [
        [], ["-color_primaries", "smpte170m", "-color_trc", "smpte170m"],
        ["-color_primaries", "bt470bg", "-color_trc", "gamma28"],
        ["-color_primaries", "bt709", "-color_trc", "bt709"],
    ])
    func `films of BT.601 and BT.709 keep every bit`(tags: [String]) throws {
        let folder = try TemporaryFolder()
        let row = Row(
            name: "", filters: "format=gbrp", tags: tags, expected: Self.plain, limit: 0)
        let source = try MediaInput.open(path: makeFilm(folder, row))
        #expect(source.properties.notices.isEmpty)
        #expect(largest(patches(try #require(try source.next()).image), Self.plain) < 0.0001)
    }

    /// zimg's linear light, and FFmpeg's own curve from 203 cd/m² as white.
    @Test(arguments: ["smpte2084", "arib-std-b67"])
    func `HDR is what zscale and tonemap make of it`(curve: String) throws {
        let folder = try TemporaryFolder()
        let row = Row(
            name: "", filters: "zscale=rangein=full:range=full,format=gbrp10le",
            tags: Self.hdr + [curve], expected: [], limit: 0)
        let path = try makeFilm(folder, row)
        let raw = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-i", path, "-vf",
                "zscale=transfer=linear:npl=203:agamma=false,format=gbrpf32le,zscale=primaries=bt709,"
                    + "tonemap=mobius:param=0.3:desat=0:peak=4.92611,"
                    + "zscale=transfer=iec61966-2-1:range=full,format=gbrp16le,format=rgb48le",
                "-frames:v", "1", "-f", "rawvideo", "-",
            ])
        let image = try #require(try MediaInput.open(path: path).next()).image
        let expected = try raw.withUnsafeBytes {
            try Image(
                width: image.width, height: image.height, rgb16: $0, rowBytes: image.width * 6)
        }
        let difference = largest(patches(image), patches(expected))
        #expect(difference <= 0.05, "\(curve): \(difference)")
    }
}
