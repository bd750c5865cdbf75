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
        #expect(result.errors == "")
        #expect(result.output == "out.mp4\nout.gif\n")
        #expect(result.code == 0)
    }

    @Test(arguments: names)
    func `a preset renders with the networks that ship`(preset: String) throws {
        try render(preset, ["SEGUE_NETWORKS": ""])
    }

    @Test(arguments: names)
    func `a preset renders with tiny networks of the same names`(preset: String) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("painters")
        for (seed, name) in ["monet", "vangogh", "cezanne", "ukiyoe"].enumerated() {
            try TinyNetwork.write(
                to: folder.path("painters/\(name).safetensors"), seed: UInt64(seed))
        }
        try render(preset, ["SEGUE_NETWORKS": folder.path])
    }

    @Test func `there are presets`() { #expect(Self.names.contains("painters.yaml")) }
}
