import Fixtures
import Foundation
import Presets
import Rendering
import Testing

@testable import Studio

/// What is done to keys on the page, as changes of the text: times keep their units, and keys that count from
/// others stay where they are.
struct KeyEditsTests {
    private func plan(_ timeline: String, regions: String? = nil) throws -> RenderPlan {
        let workshop = try Workshop()
        let path = try workshop.preset(timeline: timeline, regions: regions)
        // Kept until the plan is made, which has read everything.
        return try withExtendedLifetime(workshop) { try RenderPlan(Preset.read(file: path)) }
    }

    private func request(_ json: String) throws -> PageRequest {
        try PageRequest.read(Data("{\"type\": \"key\", \(json)}".utf8))
    }

    /// The keys of the text that a request makes.
    private func keys(_ timeline: String, _ json: String) throws -> String {
        let text = try KeyEdits(plan(timeline), lane: 0).text(request(json))
        let line = try #require(text.split(separator: "\n").first { $0.contains("keys:") })
        return String(line.split(separator: "keys: ")[1].dropLast())
    }

    private static let simple = "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2s, mix: b}]}"

    @Test(arguments: [
        (
            "\"action\": \"set\", \"key\": 1, \"frame\": 60",
            "[{at: 0s, mix: a}, {at: 2.5s, mix: b}]"
        ),
        (
            "\"action\": \"set\", \"key\": 0, \"weights\": {\"a\": 0.25, \"b\": 0.75}",
            "[{at: 0s, mix: {a: 0.25, b: 0.75}}, {at: 2s, mix: b}]"
        ),
        (
            "\"action\": \"set\", \"key\": 0, \"weights\": {\"a\": 0, \"b\": 1}",
            "[{at: 0s, mix: b}, {at: 2s, mix: b}]"
        ),
        (
            "\"action\": \"set\", \"key\": 0, \"hold\": \"0.5s\", \"ease\": \"ease-in\"",
            "[{at: 0s, mix: a, ease: ease-in, hold: 0.5s}, {at: 2s, mix: b}]"
        ),
        (
            "\"action\": \"add\", \"frame\": 12",
            "[{at: 0s, mix: a}, {at: 0.5s, mix: {a: 0.75, b: 0.25}}, {at: 2s, mix: b}]"
        ),
        (
            "\"action\": \"add\", \"frame\": 48, \"weights\": {\"a\": 1}",
            "[{at: 0s, mix: a}, {at: 2s, mix: a}]"
        ),
        (
            "\"action\": \"copy\", \"key\": 0, \"frame\": 24",
            "[{at: 0s, mix: a}, {at: 1s, mix: a}, {at: 2s, mix: b}]"
        ),
        ("\"action\": \"delete\", \"key\": 0", "[{at: 2s, mix: b}]"),
    ])
    func `the text changes where the key is`(json: String, expected: String) throws {
        #expect(try keys(Self.simple, json) == expected)
    }

    private static let chain = """
        {fps: 24, keys: [{at: 0s, mix: a, hold: 0.5s}, {at: +1s, mix: b}, {at: +24f, mix: a}]}
        """

    @Test(arguments: [
        // The one behind a new key counts from it.
        (
            "\"action\": \"add\", \"frame\": 24, \"weights\": {\"a\": 1}",
            "[{at: 0s, mix: a, hold: 0.5s}, {at: 1s, mix: a}, {at: +0.5s, mix: b}, {at: +24f, mix: a}]"
        ),
        // The one behind a key that goes counts from the one before that.
        (
            "\"action\": \"delete\", \"key\": 1",
            "[{at: 0s, mix: a, hold: 0.5s}, {at: +48f, mix: a}]"
        ),
        ("\"action\": \"delete\", \"key\": 0", "[{at: 1.5s, mix: b}, {at: +24f, mix: a}]"),
    ])
    func `keys that count from the one before stay at their times`(
        json: String, expected: String
    ) throws {
        #expect(try keys(Self.chain, json) == expected)
    }

    @Test func `sliders stay sliders`() throws {
        let timeline = """
            {fps: 24, base: a, keys: [{at: 0s, sliders: {b: 0.25}}, {at: 2s, sliders: {b: 1}}]}
            """
        let weights = "\"action\": \"set\", \"key\": 0, \"weights\": {\"a\": 0.4, \"b\": 0.6}"
        #expect(
            try keys(timeline, weights)
                == "[{at: 0s, sliders: {b: 0.6}}, {at: 2s, sliders: {b: 1}}]")
        let base = "\"action\": \"set\", \"key\": 0, \"weights\": {\"a\": 1}"
        #expect(try keys(timeline, base) == "[{at: 0s, mix: a}, {at: 2s, sliders: {b: 1}}]")
    }

    @Test func `times of a stretched path are those of the path`() throws {
        let timeline = """
            {fps: 24, duration: 4s, fit: stretch, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}, {at: 2s, mix: a}]}
            """
        // Frame 60 is 2.5 s of the result, 1.25 s of the path.
        #expect(
            try keys(timeline, "\"action\": \"set\", \"key\": 1, \"frame\": 60")
                == "[{at: 0s, mix: a}, {at: 1.25s, mix: b}, {at: 2s, mix: a}]")
    }

    @Test(arguments: [
        ("\"action\": \"set\", \"key\": 2, \"frame\": 1", "key 2: there is none"),
        ("\"action\": \"set\", \"key\": 0, \"frame\": -1", "frame -1, expected 0 to 9999999"),
        ("\"action\": \"set\", \"key\": 0", "nothing to set"),
        ("\"key\": 0", "no action, expected set, add, copy or delete"),
        (
            "\"action\": \"add\", \"frame\": 3, \"weights\": {\"c\": 1}",
            "'c' is no network of this preset"
        ),
        (
            "\"action\": \"add\", \"frame\": 3, \"weights\": {\"a\": 0.5}",
            "weights whose sum is 0.5, expected 1"
        ),
    ])
    func `what cannot be is refused`(json: String, message: String) throws {
        let edits = try KeyEdits(plan(Self.simple), lane: 0)
        #expect(throws: Refusal(message)) { try edits.text(request(json)) }
    }

    @Test func `weights of three decimals add up to one`() {
        for _ in 0..<1000 {
            let raw = (0..<5).map { _ in Double.random(in: 0...1) }
            let sum = raw.reduce(0, +)
            let names = raw.indices.map { "n\($0)" }
            let weights = Dictionary(uniqueKeysWithValues: zip(names, raw.map { $0 / sum }))
            let parts = Thousandths(weights, names: names).parts
            let counts = parts.map { Int((Double($0.text) ?? 0) * 1000 + 0.5) }
            #expect(counts.reduce(0, +) == 1000)
            for part in parts {
                let exact = weights[part.name] ?? 0
                #expect(abs((Double(part.text) ?? 0) - exact) < 0.0026, "\(part)")
            }
        }
    }

    @Test(arguments: [
        "", "{}", "[]", "{\"type\": \"what\"}", "{\"type\": \"show\", \"frame\": 1e99}", "nul",
    ])
    func `a message that is none is refused with a reason`(text: String) {
        #expect(throws: Refusal.self) { try PageRequest.read(Data(text.utf8)) }
    }
}
