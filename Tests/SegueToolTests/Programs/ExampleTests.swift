import Fixtures
import Foundation
import Media
import Testing

/// The programs of Examples, run as their first lines say.
struct ExampleTests {
    @Test func `Midpoint makes the network halfway`() throws {
        let workshop = try Workshop()
        let result = try Tool.example("Midpoint").run(
            ["a.safetensors", "b.safetensors", "photo.png", "mid.png"], in: workshop.folder.path)
        #expect(result.code == 0)
        #expect(result.errors == "")
        let applied = try workshop.segue(
            "apply", "--network", "a.safetensors=0.5", "--network", "b.safetensors=0.5", "-i",
            "photo.png", "-o", "half.png")
        #expect(applied.code == 0)
        #expect(try workshop.folder.read("mid.png") == workshop.folder.read("half.png"))
        #expect(try Tool.example("Midpoint").run([]).code == 64)
    }

    @Test func `Transition prints a digest for every frame`() throws {
        let workshop = try Workshop()
        let result = try Tool.example("Transition").run(
            ["a.safetensors", "b.safetensors", "photo.png"], in: workshop.folder.path)
        #expect(result.code == 0)
        let lines = result.output.split(separator: "\n")
        // Two seconds at 12 frames per second, and the last key's own frame.
        #expect(lines.count == 25)
        #expect(lines.allSatisfy { $0.prefix(64).allSatisfy(\.isHexDigit) })
        #expect(Set(lines.map { $0.prefix(64) }).count == 25)
        #expect(lines.first?.hasSuffix(" a") == true)
        #expect(lines.last?.hasSuffix(" b") == true)
        #expect(try Tool.example("Transition").run([]).code == 64)
    }
}
