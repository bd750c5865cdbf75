import Fixtures
import Testing

/// Engines of farms, where they are installed, and segments rendered by them.
struct FarmEngineTests {
    @Test(.timeLimit(.minutes(10)), arguments: ["slurm", "openjd", "parallel"])
    func `an engine's film is that of a plain render, byte for byte`(engine: String) async throws {
        let result = try await Program(path: "\(Tool.package)/Tests/Farm/\(engine)").runAside(
            [Tool.segue.path])
        guard result.code != 69 else {
            print("skipped: \(result.errors)")
            return
        }
        #expect(result.code == 0, "\(result.errors)")
    }
}
