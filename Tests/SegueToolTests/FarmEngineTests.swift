import Fixtures
import Testing

/// Engines of farms, where they are installed, and segments rendered by them.
@Suite(.serialized)
struct FarmEngineTests {
    @Test(.timeLimit(.minutes(10)), arguments: ["slurm", "openjd", "parallel"])
    func `an engine's film is that of a plain render, byte for byte`(engine: String) throws {
        let result = try Program(path: "\(Tool.package)/Tests/Farm/\(engine)").run(
            [Tool.segue.path])
        guard result.code != 69 else {
            print("skipped: \(result.errors)")
            return
        }
        #expect(result.code == 0, "\(result.errors)")
    }
}
