import Fixtures
import Foundation
import Testing

/// Every preset that ships, rendered small.
struct ShippedPresetTests {
    static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(Tool.package)/Presets")) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    private func render(_ preset: String, _ environment: [String: String]) throws {
        let folder = try TemporaryFolder()
        let result = try Tool.segue.run(
            [
                "render", "\(Tool.package)/Presets/\(preset)", "--scale", "0.15", "--frames",
                "14-17", "-o", "out.mp4", "-o", "out.gif", "--progress", "none",
            ], in: folder.path, environment)
        // So small, a picture may have a side that 4:2:0 cannot have.
        let notes = result.errors.split(separator: "\n")
        #expect(notes.allSatisfy { $0.hasSuffix("because 4:2:0 needs even sizes") })
        #expect(result.output == "out.mp4\nout.gif\n")
        #expect(result.code == 0)
    }

    /// The built-in networks that a preset names.
    private func builtinNames(_ preset: String) throws -> [String] {
        let text = try String(contentsOfFile: "\(Tool.package)/Presets/\(preset)", encoding: .utf8)
        return text.matches(of: /builtin:([\w-]+)/).map { String($0.output.1) }
    }

    @Test(arguments: names)
    func `a preset renders with the networks that ship`(preset: String) throws {
        try render(preset, ["SEGUE_NETWORKS": ""])
    }

    @Test(arguments: names)
    func `a preset renders with tiny networks of the same names`(preset: String) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("tiny")
        for (seed, name) in try builtinNames(preset).enumerated() {
            try TinyNetwork.write(
                to: folder.path("tiny/\(name).safetensors"), seed: UInt64(seed))
        }
        try render(preset, ["SEGUE_NETWORKS": folder.path])
    }

    @Test func `there are presets`() { #expect(Self.names.contains("painters.yaml")) }
}
