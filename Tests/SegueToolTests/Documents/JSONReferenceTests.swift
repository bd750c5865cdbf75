import Fixtures
import Foundation
import Testing
import Weights

/// Documentation/json.md against what the commands print.
struct JSONReferenceTests {
    /// The rows of a section: the fields and the types that they may have.
    private func types(_ section: String) throws -> [String: String] {
        let page = try String(
            contentsOfFile: "\(Tool.package)/Documentation/json.md", encoding: .utf8)
        let lines = page.split(separator: "\n").drop { $0 != "## \(section)" }.dropFirst()
            .prefix { !$0.hasPrefix("## ") }
        let rows = lines.compactMap { $0.firstMatch(of: /^\| `([^`]+)` \| ([^|]+) \|/)?.output }
        return Dictionary(rows.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
    }

    /// Compares documents of one kind, which together have every field, with a section.
    private func check(_ documents: [JSONValue], _ section: String) throws {
        let types = try types(section)
        var seen: Set<String> = []
        for (path, value) in documents.flatMap({ Self.leaves(of: $0, "") }) {
            seen.insert(path)
            guard let type = types[path] else {
                Issue.record("\(section): \(path) is not described")
                continue
            }
            if let value { #expect(Self.isType(value, type), "\(section): \(path) is \(value)") }
        }
        // An object that may be null has a row of its own.
        let objects = types.filter { $0.value.hasPrefix("object") }.map(\.key)
        #expect(seen.union(objects) == Set(types.keys), "\(section)")
    }

    /// The paths of a value's parts; without a value for the elements of an empty list.
    private static func leaves(of value: JSONValue, _ path: String) -> [(String, JSONValue?)] {
        switch value {
        case .object(let members):
            members.flatMap { leaves(of: $1, path.isEmpty ? $0 : "\(path).\($0)") }
        case .array(let elements):
            elements.isEmpty
                ? [("\(path)[]", nil)] : elements.flatMap { leaves(of: $0, "\(path)[]") }
        default: [(path, value)]
        }
    }

    private static func isType(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type.hasSuffix("or null")
        case .boolean: type.hasPrefix("boolean")
        case .string: type.hasPrefix("text")
        case .number(let number):
            type.hasPrefix("number") || type.hasPrefix("integer") && number == number.rounded()
        case .array, .object: false
        }
    }

    private func read(_ text: some StringProtocol) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test func `plan`() throws {
        let workshop = try Workshop()
        try TinyNetwork.make(seed: 1, layers: TinyNetwork.denoiser)
            .writeSafetensors(to: workshop.folder.path("local.safetensors"))
        try workshop.preset(
            networks: "{a: local.safetensors}",
            timeline: "{fps: 12, duration: 1s, fit: hold, keys: [{at: 0s, mix: a}]}",
            regions: "[{mask: photo.png, mix: a}]", name: "tiles.yaml")
        try workshop.preset(
            networks: "{a: {file: a.safetensors, level: 1}, b: {file: b.safetensors, level: 9}}",
            timeline: "{level: auto}", name: "noise.yaml")
        try workshop.preset()
        let arguments = [["tiles.yaml", "--tile", "40", "--keep"], ["noise.yaml"], ["p.yaml"]]
        let plans = try arguments.map {
            try read(Tool.segue.run(["plan", "--json"] + $0, in: workshop.folder.path).output)
        }
        try check(plans, "Plan")
    }

    @Test func `plot`() throws {
        let workshop = try Workshop()
        try workshop.preset(regions: "[{mask: photo.png, mix: a}]")
        _ = try workshop.segue("plan", "p.yaml", "--plot", "p.json")
        let text = String(decoding: try workshop.folder.read("p.json"), as: UTF8.self)
        try check([read(text)], "Plot")
    }

    @Test func `progress and summary`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue("render", "p.yaml", "--progress", "json")
        let lines = try result.errors.split(separator: "\n").map { try read($0) }
        try check(lines.dropLast(), "Progress")
        try check(lines.suffix(1), "Summary")
    }

    @Test func `status`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        _ = try workshop.segue("farm", "commands", "p.yaml")
        let result = try workshop.segue("segments", "status", "out.gif.segments", "--json")
        try check([read(result.output)], "Status")
    }

    @Test func `recipe`() throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for number in 0..<2 {
            try workshop.folder.write(workshop.folder.read("photo.png"), "in/\(number).png")
        }
        try workshop.preset(
            input: "in/%d.png",
            timeline: "{fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}",
            regions: "[{mask: photo.png, mix: b}]")
        _ = try workshop.segue("render", "p.yaml", "--fps", "6", "-o", "a.gif")
        try workshop.preset()
        let presets = ["SEGUE_PRESETS": workshop.folder.path]
        _ = try workshop.segue("render", "p", "--frames", "0-1", environment: presets)
        let recipes = try ["a.gif", "out.gif"].map {
            try read(workshop.segue("recipe", $0, "--json").output)
        }
        try check(recipes, "Recipe")
    }

    @Test func `bench`() throws {
        let workshop = try Workshop()
        let result = try workshop.segue(
            "bench", "--network", "a.safetensors", "--network", "b.safetensors", "--size", "40x32",
            "--frames", "1", "--layers", "--json")
        try check([read(result.output)], "Bench")
    }

    @Test func `compare`() throws {
        let workshop = try Workshop()
        let result = try workshop.segue("compare", "a.safetensors", "b.safetensors", "--json")
        try check([read(result.output)], "Compare")
    }
}
