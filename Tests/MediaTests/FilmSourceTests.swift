import Fixtures
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct FilmSourceTests {
    /// A lossless film of one flat colour in Y′CbCr levels of 8 bits, made by `ffmpeg`.
    private func makeFlat(
        _ folder: TemporaryFolder, size: String = "64x48", format: String = "yuv420p",
        levels: (Int, Int, Int), tags: [String]
    ) throws -> String {
        let path = folder.path("flat.mkv")
        let depth = format.contains("10") ? 4 : 1
        let (y, cb, cr) = (levels.0 * depth, levels.1 * depth, levels.2 * depth)
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "color=size=\(size):rate=25:duration=0.12,format=\(format),"
                    + "geq=lum=\(y):cb=\(cb):cr=\(cr)",
                "-c:v", "ffv1",
            ] + tags, to: path)
        return path
    }

    /// R′ = Y + 2 (1 − Kr) Cr and so on, from ITU-R BT.601-7, BT.709-6, BT.2020-2, levels of 255.
    private func rgb(
        _ levels: (Int, Int, Int), kr: Double, kb: Double, isFull: Bool
    ) -> [Double] {
        let y = isFull ? Double(levels.0) / 255 : Double(levels.0 - 16) / 219
        let cb = Double(levels.1 - 128) / (isFull ? 255 : 224)
        let cr = Double(levels.2 - 128) / (isFull ? 255 : 224)
        let r = y + 2 * (1 - kr) * cr
        let b = y + 2 * (1 - kb) * cb
        return [r, (y - kr * r - kb * b) / (1 - kr - kb), b].map { $0 * 255 }
    }

    @Test(
        arguments: [
            (
                "64x48", "yuv420p", ["-colorspace", "bt709", "-color_range", "tv"], 0.2126, 0.0722,
                false
            ),
            (
                "64x48", "yuv420p", ["-colorspace", "smpte170m", "-color_range", "tv"], 0.299,
                0.114, false
            ),
            (
                "64x48", "yuv420p", ["-colorspace", "bt2020nc", "-color_range", "tv"], 0.2627,
                0.0593, false
            ),
            (
                "64x48", "yuv422p", ["-colorspace", "bt709", "-color_range", "pc"], 0.2126, 0.0722,
                true
            ),
            ("64x48", "yuv444p10le", ["-colorspace", "bt709"], 0.2126, 0.0722, false),
            ("64x48", "yuv420p", [], 0.299, 0.114, false),
            ("1280x720", "yuv420p", [], 0.2126, 0.0722, false),
            ("66x718", "yuv420p", [], 0.299, 0.114, false),
            ("64x48", "gray", ["-color_range", "tv"], 0, 0, false),
            ("64x48", "gray10le", ["-color_range", "tv"], 0, 0, false),
            ("64x48", "gray", ["-color_range", "pc"], 0, 0, true),
        ] as [(String, String, [String], Double, Double, Bool)])
    func `colours follow the film's own tags`(
        size: String, format: String, tags: [String], kr: Double, kb: Double, isFull: Bool
    ) throws {
        let folder = try TemporaryFolder()
        let levels = format.hasPrefix("gray") ? (140, 128, 128) : (140, 110, 150)
        let path = try makeFlat(folder, size: size, format: format, levels: levels, tags: tags)
        let image = try #require(try MediaInput.open(path: path).next()).image
        for (c, expected) in rgb(levels, kr: kr, kb: kb, isFull: isFull).enumerated() {
            let found = Double(image.samples[c * image.planeCount + image.planeCount / 2]) * 255
            #expect(abs(found - expected) < 0.1, "channel \(c): \(found), expected \(expected)")
        }
    }

    @Test func `ten bits keep steps that eight would lose`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ramp.mkv")
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "color=size=256x16:rate=1:duration=1,format=yuv444p10le,geq=lum=400+X/2:cb=512:cr=512",
                "-c:v", "ffv1", "-colorspace", "bt709", "-color_range", "tv",
            ], to: path)
        let image = try #require(try MediaInput.open(path: path).next()).image
        for x in 0..<256 {
            let expected = (Double(400 + x / 2) - 64) / 876
            #expect(abs(Double(image.samples[x]) - expected) < 0.1 / 1023)
        }
    }

    @Test func `frames come in order at exact times from zero on, B-frames and delays or not`()
        throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("late.mkv")
        // Brightness tells the frame's number.
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "color=size=64x64:rate=30000/1001:duration=1.2,geq=lum=16+5*N:cb=128:cr=128",
                "-c:v", "libx264", "-bf", "3", "-output_ts_offset", "5", "-video_track_timescale",
                "30000",
            ], to: folder.path("late.mp4"))
        try Tool.make(["-i", folder.path("late.mp4"), "-c", "copy"], to: path)
        let source = try MediaInput.open(path: folder.path("late.mp4"))
        #expect(try source.frameRate == FrameRate(30000, 1001))
        let frames = try source.rest()
        #expect(frames.count == 36)
        #expect(source.frameCount == 36)
        for (k, frame) in frames.enumerated() {
            #expect(try frame.timestamp == Time(Int64(k) * 1001, 30000))
            let expected = Float(5 * k) / 219
            #expect(abs(frame.image.samples[32 * 64 + 32] - expected) < 2.0 / 255)
        }
        #expect(try MediaInput.open(path: path).rest().count == 36)
        #expect(try MediaInput.open(path: path).rest().first?.timestamp == .zero)
    }

    @Test func `a variable rate keeps its times`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("variable.mkv")
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "testsrc2=size=64x64:rate=10:duration=1,select='not(eq(n,3)+eq(n,4)+eq(n,7))'",
                "-fps_mode", "vfr", "-c:v", "ffv1",
            ], to: path)
        let times = try MediaInput.open(path: path).rest().map(\.timestamp)
        let expected = try [0, 1, 2, 5, 6, 8, 9].map { try Time($0, 10) }
        #expect(times == expected)
    }

    @Test(arguments: [0, 90, 180, 270])
    func `a film that was held sideways comes upright`(degrees: Int) throws {
        let folder = try TemporaryFolder()
        let plain = folder.path("plain.mp4")
        let turned = folder.path("turned.mp4")
        // Left half bright, top quarter dark: no turn looks like another.
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "color=size=64x32:rate=5:duration=0.4,geq=lum='if(lt(Y,8),40,if(lt(X,32),200,100))'"
                    + ":cb=128:cr=128",
                "-c:v", "libx264",
            ], to: plain)
        try Tool.make(
            ["-i", plain, "-c", "copy", "-metadata:s:v", "rotate=\(degrees)"], to: turned)
        let image = try #require(try MediaInput.open(path: turned).next()).image
        let raw = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-i", turned, "-frames:v", "1", "-sws_flags", "accurate_rnd", "-f",
                "rawvideo", "-pix_fmt", "rgb24", "-",
            ])
        #expect(image.width == (degrees % 180 == 0 ? 64 : 32))
        let expected = try Image(width: image.width, height: image.height, rgb8: [UInt8](raw))
        #expect(Differences(image, expected).largest <= 3)
    }

    @Test func `a photo's orientation in EXIF data or XMP is applied`() throws {
        let folder = try TemporaryFolder()
        let plain = folder.path("plain.jpg")
        try Tool.make(
            ["-f", "lavfi", "-i", "testsrc2=size=64x32", "-frames:v", "1", "-update", "1"],
            to: plain)
        let upright = try #require(try MediaInput.open(path: plain).next()).image
        let file = try [UInt8](Data(contentsOf: URL(filePath: plain)))
        for value in 1...8 {
            // APP1 with one IFD entry: tag 0x0112 (orientation), SHORT, count 1.
            let exif: [UInt8] =
                [0xFF, 0xE1, 0, 34] + Array("Exif".utf8) + [0, 0] + Array("MM".utf8)
                + [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(value), 0, 0]
                + [0, 0, 0, 0]
            let packet =
                "http://ns.adobe.com/xap/1.0/\0<rdf:Description tiff:Orientation='\(value)'/>"
            let xmp = [0xFF, 0xE1, 0, UInt8(packet.utf8.count + 2)] + Array(packet.utf8)
            for segment in [exif, xmp] {
                let path = try folder.write(
                    file.prefix(2) + segment + file.dropFirst(2), "turned.jpg")
                let source = try MediaInput.open(path: path)
                let orientation = try #require(Orientation(exif: value))
                #expect(try source.next()?.image == upright.oriented(orientation), "\(value)")
                #expect(source.isStill)
            }
        }
    }

    @Test func `a cover picture is not the film`() throws {
        let folder = try TemporaryFolder()
        let film = folder.path("covered.mp4")
        try PNGFile.write(makeRamp(width: 20, height: 20), to: folder.path("cover.png"))
        try Tool.make(
            [
                "-i", folder.path("cover.png"), "-f", "lavfi", "-i",
                "testsrc2=size=64x48:rate=5:duration=1", "-map", "0", "-map", "1", "-c:v:0", "png",
                "-c:v:1", "libx264", "-disposition:v:0", "attached_pic",
            ], to: film)
        let source = try MediaInput.open(path: film)
        #expect(source.width == 64)
        #expect(try source.rest().count == 5)
    }

    @Test(.enabled(if: RealData.isThere, "needs the shared films (SEGUE_DATA)"))
    func `a real film has ffmpeg's own pictures`() throws {
        let path = RealData.path("video/bigbuckbunny.mp4")
        let source = try MediaInput.open(path: path)
        #expect(source.properties.sound != nil)
        #expect(source.frameCount == 132)
        #expect(try source.frameRate == FrameRate(25))
        var count = 0
        var compared: [Int: Image] = [:]
        // In a debug build the film's beginning has to do.
        let last = isOptimised ? 132 : 4
        while count < last || isOptimised, let frame = try source.next() {
            if [0, 3, 60, 131].contains(count) { compared[count] = frame.image }
            count += 1
        }
        #expect(count == last)
        for (index, image) in compared {
            let raw = try Tool.run(
                "ffmpeg",
                [
                    "-v", "error", "-i", path, "-vf",
                    "select=eq(n\\,\(index)),scale=in_color_matrix=bt709:in_range=tv:"
                        + "in_h_chr_pos=0:in_v_chr_pos=128:"
                        + "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp",
                    "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
                ])
            let expected = try Image(width: 1280, height: 720, rgb8: [UInt8](raw))
            let differences = Differences(image, expected)
            #expect(differences.largest <= 2, "frame \(index): \(differences)")
        }
    }
}
