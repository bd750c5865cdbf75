import Foundation
import Networks
import Testing
import Weights

/// Whatever stands in a file, the importer gives a graph or an error.
struct ONNXSweepTests {
    @Test(
        "files with changed bytes give a network or an error, never a crash",
        arguments: ExporterTests.files)
    func changedBytes(file: String) throws {
        let bytes = try [UInt8](
            Data(contentsOf: ExporterTests.folder.appending(path: file)))
        // Knuth's linear congruential generator (The Art of Computer Programming 2, 3.3.4).
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<Self.count {
            var changed = bytes
            for _ in 0..<1 + next(3) { changed[next(changed.count)] = UInt8(next(256)) }
            guard let model = try? ONNXModel(onnx: changed, file: "m", allowNonFinite: true)
            else { continue }
            _ = try? Network(model)
        }
    }

    /// More where the environment says so.
    private static let count =
        ProcessInfo.processInfo.environment["SEGUE_SWEEP"].flatMap { Int($0) } ?? 100
}
