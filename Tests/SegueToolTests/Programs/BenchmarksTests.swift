import Fixtures
import Testing
import Weights

/// The program of Tests/Benchmarks, as far as no clock decides it.
struct BenchmarksTests {
    @Test func `Benchmarks exports a picture and what a mixture makes of it`() throws {
        let workshop = try Workshop()
        for (share, name) in [("0", "first"), ("1", "second")] {
            let result = try Tool.example("Benchmarks").run(
                [
                    "export", "a.safetensors", "b.safetensors", "--alpha", share, "--width", "20",
                    "--height", "12", "-o", "\(name).safetensors",
                ], in: workshop.folder.path)
            #expect(result.code == 0, "\(result.errors)")
        }
        let (first, second) = (
            try Checkpoint(safetensorsFile: workshop.folder.path("first.safetensors")),
            try Checkpoint(safetensorsFile: workshop.folder.path("second.safetensors"))
        )
        #expect(first.names.sorted() == ["input", "output"])
        #expect(first["output"]?.shape == [1, 3, 12, 20])
        #expect(first["input"] == second["input"])
        #expect(first["output"] != second["output"])
    }

    @Test func `Benchmarks says how it is used`() throws {
        let result = try Tool.example("Benchmarks").run(["--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("kernels (default)"))
        #expect(result.output.contains("export"))
        let refused = try Tool.example("Benchmarks").run(["kernels", "--threads", "0"])
        #expect(refused.code == 64)
        #expect(refused.errors.contains("--threads: 0, expected 1 to 256"))
    }
}
