import Fixtures
import Testing

/// What a user meets who asks for bfloat16.
struct PrecisionTests {
    private static let arguments = [
        "bench", "--network", "a.safetensors", "--network", "b.safetensors", "--size", "16x16",
        "--frames", "1", "--precision", "bf16",
    ]

    @Test func `a processor without bfloat16 is an error of the machine`() throws {
        let workshop = try Workshop()
        let result = try Tool.segue.run(
            Self.arguments, in: workshop.folder.path, ["ONEDNN_MAX_CPU_ISA": "AVX2"])
        #expect(result.code == 76)
        #expect(
            result.errors == "segue: error: --precision: bf16, which this processor has no "
                + "instructions for, expected f32\n")
    }

    @Test func `another precision is a mistake that names the two`() throws {
        let workshop = try Workshop()
        let result = try workshop.segue("render", "film.yaml", "--precision", "f16")
        #expect(result.code == 64)
        #expect(
            result.errorLines.first
                == "segue: error: The value 'f16' is invalid for '--precision <precision>'. Please "
                + "provide one of 'f32' and 'bf16'.")
    }
}
