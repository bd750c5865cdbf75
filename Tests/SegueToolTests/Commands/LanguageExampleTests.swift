import Fixtures
import Foundation
import Testing

/// Every preset of Examples/Language, rendered small.
struct LanguageExampleTests {
    private static let folder = "\(Tool.package)/Examples/Language"

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    @Test(arguments: names)
    func `an example renders with tiny networks, and has a contact sheet`(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("tiny")
        let preset = "\(Self.folder)/\(name)"
        let text = try String(contentsOfFile: preset, encoding: .utf8)
        let networks = text.matches(of: /builtin:([\w-]+)/).map { String($0.output.1) }
        for (seed, network) in networks.enumerated() {
            try TinyNetwork.write(
                to: folder.path("tiny/\(network).safetensors"), seed: UInt64(seed))
        }
        let environment = ["SEGUE_NETWORKS": folder.path]
        let film = try Tool.segue.run(
            [
                "render", preset, "--scale", "0.1", "--frames", "20-23", "-o", "out.%d.png",
                "--progress", "none",
            ], in: folder.path, environment)
        #expect(film.code == 0, "\(film.errors)")
        let sheet = try Tool.segue.run(
            ["sheet", preset, "--scale", "0.1", "-o", "sheet.png"], in: folder.path, environment)
        #expect(sheet.code == 0, "\(sheet.errors)")
        let files = try folder.contents
        #expect((20...23).allSatisfy { files.contains("out.\($0).png") })
        #expect(files.contains("sheet.png"))
    }

    @Test func `there are examples`() { #expect(Self.names.contains("smooth.yaml")) }
}
