import Files
import Fixtures
import Foundation
import Media
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// Recipes that nobody of good will wrote.
struct HostileRecipeTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    /// A PNG with the text of a recipe, or of none.
    private func file(_ json: String) throws -> String {
        var bytes = try [UInt8](workshop.folder.read("photo.png"))
        let text = Array("iTXtSegue recipe\0\0\0\0\0\(json)".utf8)
        func number(_ value: UInt32) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
        // Our reader of texts does not look at the checksum.
        bytes.insert(contentsOf: number(UInt32(text.count - 4)) + text + number(0), at: 33)
        return try workshop.folder.write(bytes, "hostile.png")
    }

    /// A whole record with parts in place of those that a render would write.
    private func record(
        preset: String = "version: 1", options: String = "{}", output: String = "\"index\":0",
        frames: String = "[{\"number\":0,\"sha256\":\"\"}]"
    ) throws -> String {
        let text = String(
            decoding: try JSONEncoder().encode(preset), as: UTF8.self)
        return """
            {"frames":\(frames),"input":{"kind":"still","sha256":""},"networks":[],\
            "numerics":{"instructions":"","libavcodec":"","onednn":"","probe":""},"options":\(options),\
            "output":{"fps":"1","height":1,"width":1,\(output)},"preset":\(text),"segue":1,"version":"0"}
            """
    }

    private func opening(_ file: String) throws {
        _ = try RecipeVerification(
            Recipe(inFile: file), file: file, resources: RenderResources())
    }

    @Test(arguments: [
        "", "{", "null", "[]", "{\"segue\":\"1\"}", "{\"segue\":1}", "{\"segue\":1e99}",
        String(repeating: "[", count: 9000), String(repeating: "{\"a\":", count: 5000),
        "{\"segue\":1,\"preset\":\"\u{1B}[2J\"}",
    ])
    func `what is no record is refused in one line`(json: String) throws {
        let file = try file(json)
        let error = try #require(throws: RenderError.self) { try opening(file) }
        #expect(
            error
                == .badRecipe(
                    file: file, found: "a recipe that is damaged", expected: "it as Segue wrote it")
        )
        #expect(Failure(error).kind == .badData)
    }

    @Test func `a later form asks for a newer program`() throws {
        let file = try file("{\"segue\":2,\"more\":true}")
        #expect(
            throws: RenderError.badRecipe(
                file: file, found: "a recipe of form 2", expected: "form 1; use a newer Segue")
        ) { try opening(file) }
    }

    @Test(arguments: [
        "[]", "[{\"number\":-1,\"sha256\":\"\"}]",
        "[{\"number\":1,\"sha256\":\"\"},{\"number\":1,\"sha256\":\"\"}]",
        "[{\"number\":1e30,\"sha256\":\"\"}]",
        "[\((0..<200).map { "{\"number\":\($0),\"sha256\":\"\"}" }.joined(separator: ","))]",
    ])
    func `frames that would be too many or none are refused`(frames: String) throws {
        let file = try file(record(frames: frames))
        #expect(
            throws: RenderError.badRecipe(
                file: file, found: "a recipe that is damaged", expected: "it as Segue wrote it")
        ) { try opening(file) }
    }

    @Test func `a text that is longer than any recipe is none`() throws {
        let file = try file(record(preset: String(repeating: "a", count: 40_000)))
        #expect(throws: RenderError.noRecipe(file: file)) { try opening(file) }
    }

    @Test func `aliases that grow without end are refused as in any preset`() throws {
        let lines = (1...9).map {
            "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]"
        }
        let bomb = "a0: &a0 [x]\n" + lines.joined(separator: "\n")
        let file = try file(record(preset: bomb))
        let time = processorTime {
            #expect(throws: PresetProblems.self) { try opening(file) }
        }
        #expect(time < .seconds(5))
    }

    @Test(arguments: [
        "{\"scale\":0}", "{\"scale\":1e9}", "{\"fps\":\"0\"}", "{\"fps\":\"\\u001b[2J\"}",
        "{\"duration\":\"x\"}",
        "{\"precision\":\"f8\"}", "{\"gaps\":\"all\"}", "{\"tolerance\":256}",
    ])
    func `options that cannot be are refused, and nothing of them reaches a terminal`(
        options: String
    ) throws {
        let file = try file(record(options: options))
        let error = try #require(throws: (any Error).self) { try opening(file) }
        let failure = Failure(error)
        #expect(failure.kind == .badData)
        #expect(failure.messages.count == 1)
        #expect(failure.messages[0].printable == failure.messages[0])
        #expect(failure.messages[0].contains("options in the recipe that cannot be"))
    }

    @Test(arguments: ["\"index\":7", "\"index\":-1"])
    func `an output that the preset does not have is refused`(output: String) throws {
        try workshop.preset()
        let preset = String(decoding: try workshop.folder.read("p.yaml"), as: UTF8.self)
        let file = try file(record(preset: preset, output: output))
        let error = try #require(throws: RenderError.self) {
            _ = try RecipeVerification(
                Recipe(inFile: file), file: file, folder: workshop.folder.path,
                resources: RenderResources())
        }
        guard case .badRecipe = error else { throw error }
    }

    @Test func `damaged and cut files have no recipe, and end nothing`() throws {
        try workshop.preset(output: "[{path: out.gif}]")
        for ending in ["gif", "png", "jpg", "tif", "webp", "exr"] {
            let heads: [String: [UInt8]] = [
                "gif": Array("GIF89a".utf8), "png": [137, 80, 78, 71, 13, 10, 26, 10],
                "jpg": [0xFF, 0xD8, 0xFF, 0xFE], "tif": Array("II*\0".utf8),
                "webp": Array("RIFF0000WEBP".utf8), "exr": [0x76, 0x2F, 0x31, 1],
            ]
            for seed in 0..<200 as Range<UInt64> {
                var random = RandomNumbers(seed: seed)
                let rest = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
                let path = try workshop.folder.write((heads[ending] ?? []) + rest, "a.\(ending)")
                #expect((try? RecipePlace.text(inFile: path)) == nil)
            }
        }
    }
}
