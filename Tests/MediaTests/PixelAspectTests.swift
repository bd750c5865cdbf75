import Foundation
import Imaging
import Testing

@testable import Media

/// Films whose pixels are not square, against FFmpeg's own scaling.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct PixelAspectTests {
    private func make(
        _ folder: TemporaryFolder, _ size: String, _ aspect: String,
        _ options: [String] = ["-c:v", "ffv1"], name: String = "a.mkv"
    ) throws -> String {
        let path = folder.path(name)
        try Tool.make(
            [
                "-f", "lavfi", "-i",
                "testsrc2=size=\(size):rate=25:duration=0.12,format=bgr0,setsar=\(aspect)",
            ] + options, to: path)
        return path
    }

    @Test(arguments: [
        ("720x576", "64/45", 1024, 576), ("720x576", "16/15", 768, 576),
        ("720x480", "8/9", 720, 540), ("720x480", "32/27", 853, 480),
        ("480x360", "4/3", 640, 360), ("64x64", "8/1", 512, 64), ("64x64", "1/8", 64, 512),
    ])
    func `pixels are made square by the side that grows, in every frame`(
        size: String, aspect: String, width: Int, height: Int
    ) throws {
        let folder = try TemporaryFolder()
        let path = try make(folder, size, aspect)
        let source = try MediaInput.open(path: path)
        let words = aspect.replacing("/", with: ":")
        let stored = size.replacing("x", with: "×")
        #expect(
            source.properties.notices
                == [
                    "pixels of aspect \(words) are made square: \(stored) becomes \(width)×\(height)"
                ])
        #expect(
            Size(width: source.width, height: source.height) == Size(width: width, height: height))
        let raw = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-i", path, "-vf",
                "scale=\(width):\(height):flags=bilinear+accurate_rnd+full_chroma_int,format=rgb24",
                "-f", "rawvideo", "-",
            ])
        let bytes = [UInt8](raw)
        let frames = try source.rest()
        #expect(frames.count == 3)
        for (index, frame) in frames.enumerated() {
            let count = width * height * 3
            let expected = try Image(
                width: width, height: height,
                rgb8: Array(bytes[index * count..<(index + 1) * count]))
            let differences = Differences(frame.image, expected)
            #expect(differences.largest <= 3, "frame \(index): \(differences)")
        }
    }

    @Test(arguments: [
        ("64x48", "1/1", nil), ("852x480", "640/639", nil),
        ("64x48", "100/1", "pixels of aspect 100:1 cannot be meant and are taken as square"),
        ("64x48", "1/9", "pixels of aspect 1:9 cannot be meant and are taken as square"),
        (
            "12000x1200", "8/1",
            "pixels of aspect 8:1 are taken as square: 96000×1200 would be too large"
        ),
    ])
    func `other pixels stay as they are`(size: String, aspect: String, notice: String?) throws {
        let folder = try TemporaryFolder()
        let source = try MediaInput.open(
            path: make(folder, size, aspect, ["-c:v", "ffv1", "-frames:v", "1"], name: "a.nut"))
        #expect("\(source.width)x\(source.height)" == size)
        #expect(source.properties.notices == [notice].compactMap(\.self))
    }

    @Test func `a film held sideways is scaled before it is turned`() throws {
        let folder = try TemporaryFolder()
        let options = ["-c:v", "libx264", "-pix_fmt", "yuv420p"]
        let plain = try make(folder, "64x48", "3/2", options, name: "plain.mp4")
        try Tool.make(
            ["-i", plain, "-c", "copy", "-metadata:s:v", "rotate=90"], to: folder.path("turned.mp4")
        )
        let source = try MediaInput.open(path: folder.path("turned.mp4"))
        #expect(Size(width: source.width, height: source.height) == Size(width: 48, height: 96))
        let upright = try #require(try MediaInput.open(path: plain).next()).image
        let turned = try #require(try source.next()).image
        #expect(Size(width: upright.width, height: upright.height) == Size(width: 96, height: 48))
        let isEqual = turned.samples.sorted() == upright.samples.sorted()
        #expect(isEqual, "the same samples, moved")
    }

    @Test func `pictures are never scaled, whatever their density`() throws {
        let folder = try TemporaryFolder()
        for (name, options) in [
            ("a.jpg", ["-c:v", "mjpeg", "-pix_fmt", "yuvj444p"]), ("a.png", ["-pix_fmt", "rgb24"]),
            ("a.tiff", ["-pix_fmt", "rgb24"]), ("a.gif", []),
        ] {
            let path = try make(
                folder, "64x48", "3/2", options + ["-frames:v", "1", "-update", "1"], name: name)
            let source = try MediaInput.open(path: path)
            #expect(
                Size(width: source.width, height: source.height) == Size(width: 64, height: 48),
                "\(name)")
        }
    }
}
