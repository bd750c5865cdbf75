import Fixtures
import Foundation
import Testing

/// `SEGUE_CPU`, which caps the instructions in use.
struct ProcessorLevelTests {
    private static let bench = [
        "bench", "--network", "a.safetensors", "--network", "b.safetensors", "--size", "40x32",
        "--frames", "1", "--layers", "--json",
    ]

    /// What computed each step of a small frame.
    private func kernels(_ level: String) throws -> [String] {
        let workshop = try Workshop()
        let result = try Tool.segue.run(
            Self.bench, in: workshop.folder.path, ["SEGUE_CPU": level])
        #expect(result.code == 0)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let layers = try #require(document["layers"] as? [[String: Any]])
        return layers.compactMap { $0["kernel"] as? String }
    }

    @Test(arguments: [["networks"], ["render", "missing.yaml"], bench])
    func `a level that there is not is an error before anything else`(arguments: [String]) throws {
        let workshop = try Workshop()
        for name in ["fast", "AVX2", "avx2 "] {
            let result = try Tool.segue.run(
                arguments, in: workshop.folder.path, ["SEGUE_CPU": name])
            #expect(result.code == 64)
            #expect(
                result.errors
                    == "segue: error: SEGUE_CPU: '\(name)', expected plain, avx2 or avx512\n")
            #expect(result.output == "")
        }
    }

    @Test func `the plain level leaves AVX to none of the kernels, nor to oneDNN`() throws {
        let kernels = try kernels("plain")
        #expect(kernels.contains("segue:plain"))
        #expect(kernels.contains { $0.hasSuffix(":plain") && $0 != "segue:plain" })
        #expect(!kernels.contains { $0.contains("avx") })
    }

    @Test func `a level beyond the processor's and none are its own`() throws {
        let own = try kernels("")
        #expect(try kernels("avx512") == own)
        #expect(try kernels("avx2").allSatisfy { !$0.contains("avx512") })
    }

    @Test func `frames of another level are not taken over`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: film.mp4}]")
        let arguments = [
            "render", "p.yaml", "--keep", "--segment-length", "2", "--progress", "none",
        ]
        #expect(try Tool.segue.run(arguments, in: workshop.folder.path).code == 0)
        let plan = String(
            decoding: try workshop.folder.read("film.mp4.segments/plan.json"), as: UTF8.self)
        let capped = try workshop.segue(
            "segments", "render", "film.mp4.segments", environment: ["SEGUE_CPU": "plain"])
        let uncapped = try workshop.segue(
            "segments", "render", "film.mp4.segments", environment: ["SEGUE_CPU": "avx512"])
        #expect(uncapped.code == 0)
        // A processor that has no more computes the plan's pictures.
        guard !plan.contains("\"plain\"") else { return #expect(capped.code == 0) }
        #expect(capped.code == 76)
        #expect(
            capped.errorLines.first?.hasPrefix(
                "segue: error: film.mp4.segments: this machine computes other pictures: instructions "
                    + "plain instead of ") == true)
    }
}
