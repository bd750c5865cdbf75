import Fixtures
import Testing

/// A film rendered twice.
struct RepeatedRenderTests {
    /// At this size x264's own choice of algorithms for AVX-512 depended on it.
    @Test func `an MP4 does not depend on what memory held before`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            version: 1
            input: \(Tool.package)/Examples/Pictures/harbour.png
            networks: {monet: builtin:monet, vangogh: builtin:vangogh}
            timeline: {fps: 24, keys: [{at: 0s, mix: monet}, {at: 47f, mix: vangogh}]}
            """.utf8, "p.yaml")
        let films = try ["40", "170"].map { content in
            let result = try Tool.segue.run(
                [
                    "render", "p.yaml", "--scale", "1.5", "--frames", "0-11", "-o",
                    "\(content).mp4",
                ], in: folder.path, ["MALLOC_PERTURB_": content])
            #expect(result.code == 0)
            return try folder.read("\(content).mp4")
        }
        #expect(films[0] == films[1])
    }
}
