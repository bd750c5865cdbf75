import Formats
import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

/// YUV4MPEG2, read by FFmpeg.
struct Y4MSinkTests {
    @Test(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg, another reader"))
    func `FFmpeg finds form, rate, range and the pictures`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.y4m")
        let rate = try FrameRate(24_000, 1001)
        let sink = try Y4MFormat().makeSink(SinkOutput(path: path, frameRate: rate))
        let images = try (0..<3).map { try makeRamp(width: 33, height: 20, phase: Float($0) / 3) }
        for image in images { try sink.write(image) }
        try sink.finish()
        #expect(
            sink.notices == [
                "33×20 is written as 34×20, the edge repeated, because 4:2:0 needs even sizes"
            ])
        let printed = try Tool.run(
            "ffprobe",
            [
                "-v", "error", "-count_frames", "-show_entries",
                "stream=pix_fmt,width,height,color_range,chroma_location,r_frame_rate,nb_read_frames",
                "-of", "csv=p=0", path,
            ])
        #expect(
            String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                == "34,20,yuv420p,tv,left,24000/1001,3")
        let rgb = try Tool.run(
            "ffmpeg",
            [
                "-v", "error", "-colorspace", "bt709", "-i", path, "-vf",
                "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int",
                "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
            ])
        try #require(rgb.count == 3 * 34 * 20 * 3)
        var sum: Float = 0
        for (k, image) in images.enumerated() {
            for y in 0..<20 {
                for x in 0..<33 {
                    for c in 0..<3 {
                        let found = Float(rgb[((k * 20 + y) * 34 + x) * 3 + c])
                        sum += abs(found - 255 * image.samples[c * 660 + y * 33 + x])
                    }
                }
            }
        }
        #expect(sum / Float(3 * 3 * 660) < 2)
    }
}
