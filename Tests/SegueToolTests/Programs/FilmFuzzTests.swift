import Fixtures
import Testing

/// The driver of Tests/Fuzz/Films on a few films of each kind.
struct FilmFuzzTests {
    @Test(.enabled(if: Program(named: "ffmpeg") != nil, "needs ffmpeg to make films"))
    func `mutated films are frames or bad data`() throws {
        let folder = try TemporaryFolder()
        let result = try Tool.example("FilmFuzz").run(["--films", "30", "--folder", folder.path])
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        for kind in ["h264", "hevc", "mpeg4", "vp9", "prores", "mjpeg", "gif", "stills"] {
            #expect(result.output.contains(try Regex("\n\(kind) +30 ")), "\(result.output)")
        }
    }
}
