import Fixtures
import Formats
import Foundation
import Testing

@testable import Presets
@testable import Timelines

/// The JSON Schema of presets against the reader, in both directions.
struct SchemaTests {
    private let schema: JSONSchema

    init() throws {
        let file = Self.package.appending(path: "Documentation/preset.schema.json")
        let bytes = try Data(contentsOf: file)
        schema = JSONSchema(root: try JSONDecoder().decode(JSONValue.self, from: bytes))
    }

    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The mappings of a preset.
    enum Mapping: String, CaseIterable {
        case preset, input, network, timeline, tempo, key, from, layer, region, mask, opacityKey,
            moveKey,
            output
    }

    private func schema(of mapping: Mapping) throws -> JSONValue {
        let definition = try #require(
            mapping == .preset ? schema.root : schema.root["definitions"]?[mapping.rawValue])
        return mapping == .network || mapping == .input
            ? try #require(definition["oneOf"]?.elements.last) : definition
    }

    /// A valid preset with one mapping replaced.
    private func preset(_ mapping: Mapping, _ members: [String: JSONValue]) -> JSONValue {
        let network = JSONValue.object(mapping == .network ? members : ["file": .string("a.pth")])
        let key = JSONValue.object(mapping == .key ? members : Self.base(.key))
        var timeline = Self.base(.timeline)
        timeline[mapping == .from ? "from" : "keys"] =
            mapping == .from ? .object(members) : .array([key])
        if mapping == .from { timeline["keys"] = nil }
        (timeline["base"], timeline["extrapolate"]) = (.string("base"), .boolean(true))
        timeline["bpm"] = mapping == .tempo ? .object(members) : .number(120)
        var preset = Self.base(.preset)
        preset["networks"] = .object([
            "monet": network, "vangogh": .string("builtin:vangogh"), "base": .string("a.pth"),
        ])
        preset["timeline"] = .object(mapping == .timeline ? members : timeline)
        if mapping == .input { preset["input"] = .object(members) }
        if mapping == .layer { preset["layers"] = .array([.object(members)]) }
        if mapping == .region { preset["regions"] = .array([.object(members)]) }
        let part: (name: String, value: JSONValue)? =
            switch mapping {
            case .mask: ("mask", .object(members))
            case .opacityKey: ("opacity", .array([.object(members)]))
            case .moveKey: ("move", .array([.object(members)]))
            default: nil
            }
        if let part {
            var region = Self.base(.region)
            region[part.name] = part.value
            preset["regions"] = .array([.object(region)])
        }
        if mapping == .output { preset["output"] = .array([.object(members)]) }
        return .object(mapping == .preset ? members : preset)
    }

    /// The members that a mapping needs.
    private static func base(_ mapping: Mapping) -> [String: JSONValue] {
        let keys = JSONValue.array([.object(["at": .string("0s"), "mix": .string("monet")])])
        return switch mapping {
        case .preset:
            [
                "version": .number(1),
                "networks": .object([
                    "monet": .string("builtin:monet"), "vangogh": .string("builtin:vangogh"),
                ]),
                "timeline": .object(["keys": keys]),
            ]
        case .input: ["file": .string("a.png")]
        case .network: ["file": .string("a.pth")]
        case .timeline: ["keys": keys, "duration": .string("9s"), "fps": .number(24)]
        case .tempo: ["rate": .number(120)]
        case .key: ["at": .string("0s"), "mix": .string("monet")]
        case .from: ["csv": .string("weights.csv")]
        case .layer: ["depth": .string("0%-40%"), "mix": .string("monet")]
        case .region: ["mask": .string("sky.png"), "mix": .string("monet")]
        case .mask: ["luma": .array([.number(0), .number(0.5)])]
        case .opacityKey: ["at": .string("0s"), "value": .number(1)]
        case .moveKey: ["at": .string("0s"), "by": .array([.number(0), .number(0)])]
        case .output: ["path": .string("out.mp4")]
        }
    }

    /// The same with a property, without what cannot be beside it, and of an output with a path whose
    /// format takes the property.
    private static func base(_ mapping: Mapping, with name: String, _ value: JSONValue) -> [String:
        JSONValue]
    {
        var members = base(mapping)
        if [.region, .layer].contains(mapping), name == "keys" { members["mix"] = nil }
        if mapping == .layer, name == "parameters" { members["depth"] = nil }
        if mapping == .key, name == "sliders" {
            members["mix"] = nil
        }
        if mapping == .mask, ["linear", "radial"].contains(name) { members = [:] }
        if mapping == .timeline, name == "weights" || name == "from" { members["keys"] = nil }
        if mapping == .timeline, name == "level" { members["duration"] = nil }
        if mapping == .from, !["csv", "rest"].contains(name) {
            members = [
                "sound": .string("drums.wav"), "network": .string("vangogh"),
                "rest": .string("monet"),
                "feature": .string(["low", "high"].contains(name) ? "band" : "rms"),
            ]
            let isBand = name == "feature" && value == .string("band")
            if isBand || ["low", "high"].contains(name) {
                (members["low"], members["high"]) = (.number(1), .number(9000))
            }
        }
        if mapping == .output, let path = path(taking: name, value) {
            members["path"] = .string(path)
        }
        members[name] = value
        // Bits that the usual codec of the first format with the setting does not have.
        if mapping == .output, name == "bits", value != .number(8) {
            (members["path"], members["codec"]) = (.string("out.mkv"), .string("ffv1"))
        }
        return members
    }

    /// A path of the first format that has this setting or this codec; nil for what any output may have.
    private static func path(taking name: String, _ value: JSONValue) -> String? {
        let format = OutputFormat.all.first { format in
            name == "start" && format.isNumbered || format.settings.contains { $0.key == name }
                || name == "codec" && format.codecs.contains(value.string ?? "")
        }
        return format.map { "out\($0.isNumbered ? ".%06d" : "").\($0.endings[0])" }
    }

    @Test(arguments: Mapping.allCases)
    func `every key of the schema is read, as its examples are`(mapping: Mapping) throws {
        let properties = try #require(try schema(of: mapping)["properties"]).members
        #expect(!properties.isEmpty)
        for (name, property) in properties {
            let property = schema.resolved(property)
            #expect(property["description"] != nil || name == "version", "\(mapping).\(name)")
            let examples = property["examples"]?.elements ?? []
            #expect(!examples.isEmpty, "\(mapping).\(name) has no examples")
            for example in examples {
                let preset = preset(mapping, Self.base(mapping, with: name, example))
                #expect(messages(of: "\(preset)") == [], "\(mapping).\(name): \(example)")
                #expect(schema.accepts(preset), "\(preset)")
            }
        }
    }

    @Test(arguments: Mapping.allCases)
    func `the reader knows the schema's keys and no others`(mapping: Mapping) throws {
        let known = try #require(try schema(of: mapping)["properties"]).members.keys.sorted()
        let preset = preset(mapping, Self.base(mapping, with: "zzzzz", .string("")))
        #expect(!schema.accepts(preset))
        let message = try #require(messages(of: "\(preset)").first)
        let match = try #require(message.firstMatch(of: /unknown key 'zzzzz', expected (.*)$/))
        let named = match.output.1.replacing(" or ", with: ", ").split(separator: ", ")
        #expect(named.map(String.init).sorted() == known)
    }

    @Test(arguments: Mapping.allCases)
    func `what the schema requires the reader requires`(mapping: Mapping) throws {
        let required = try schema(of: mapping)["required"]?.elements ?? []
        for name in required.compactMap(\.string) {
            var members = Self.base(mapping)
            members[name] = nil
            let preset = preset(mapping, members)
            #expect(messages(of: "\(preset)").contains { $0.contains("no '\(name)'") })
            #expect(!schema.accepts(preset))
        }
    }

    @Test(arguments: [
        "version: 2", "input: []", "input: {width: 640}", "input: {file: a.png, width: 0}",
        "input: {file: a.png, gaps: fill}", "scale: 0", "scale: 8.5", "background: red",
        "background: '#12345'", "background: 0", "networks: {}",
        "networks: {'a/b': x.pth}", "regions: []",
        "timeline: {keys: []}", "timeline: {fps: 0, keys: [{at: 0s, mix: monet}]}",
        "timeline: {keys: [{at: 2, mix: monet}]}", "timeline: {keys: [{at: '1:30', mix: monet}]}",
        "timeline: {keys: [{at: 0s, mix: {monet: 150}}]}",
        "timeline: {keys: [{at: 0s, mix: monet, ease: ease-in-bak}]}",
        "timeline: {keys: [{at: 0s, mix: monet, ease: spring(1)}]}",
        "timeline: {keys: [{at: 0s, mix: monet, ease: linear(1)}]}",
        "timeline: {keys: [{at: 0s, mix: monet, label: 2s}]}",
        "timeline: {keys: [{at: 0s, mix: monet, label: a-b}]}",
        "timeline: {keys: [{at: 0s, mix: monet}, {at: a b, mix: monet}]}",
        "timeline: {keys: [{at: 0s, mix: monet}, {at: +2, mix: monet}]}",
        "timeline: {base: monet, keys: [{at: 0s, mix: monet, sliders: {}}]}",
        "timeline: {base: monet, keys: [{at: 0s, sliders: {monet: 101}}]}",
        "timeline: {keys: [{at: 0s}]}", "timeline: {bpm: 0, keys: [{at: 0s, mix: monet}]}",
        "timeline: {bpm: {offset: 1s}, keys: [{at: 0s, mix: monet}]}",
        "timeline: {interpolation: bezier, keys: [{at: 0s, mix: monet}]}",
        "timeline: {extrapolate: 1, keys: [{at: 0s, mix: monet}]}",
        "layers: []", "layers: [{mix: monet}]", "layers: [{depth: 0%-40%}]",
        "layers: [{depth: 0-40, mix: monet}]", "layers: [{parameters: [], mix: monet}]",
        "layers: [{depth: 0%-40%, parameters: a, mix: monet}]",
        "timeline: {shutter: 361, keys: [{at: 0s, mix: monet}]}",
        "timeline: {shutter: -1, keys: [{at: 0s, mix: monet}]}",
        "timeline: {pace: evn, keys: [{at: 0s, mix: monet}]}",
        "timeline: {keys: [{at: 0s, mix: monet, hold: -1s}]}",
        "timeline: {fit: squeeze, keys: [{at: 0s, mix: monet}]}",
        "timeline: {fps: 24}",
        "timeline: {weights: {}}", "timeline: {duration: 2s, weights: {monet: [1]}}",
        "timeline: {keys: [{at: 0s, mix: monet}], weights: {monet: 1}}",
        "timeline: {level: 5}", "timeline: {level: auto, weights: {monet: 1}}",
        "timeline: {level: auto, fit: hold, keys: [{at: 0s, mix: monet}]}",
        "timeline: {level: auto, from: {csv: a.csv}}",
        "networks: {monet: {file: a.pth, level: 300}}",
        "networks: {monet: {file: a.pth, level: some}}",
        "timeline: {from: {rest: monet}}", "timeline: {from: {csv: a.csv, sound: a.wav}}",
        "timeline: {from: {csv: a.csv, feature: rms}}",
        "timeline: {from: {sound: a.wav, feature: rms, network: monet}}",
        "timeline: {from: {sound: a.wav, feature: rms, to: [0, 2], network: monet, rest: monet}}",
        "regions: [{mask: m.png}]", "regions: [{mask: {}, mix: monet}]",
        "regions: [{mask: {linear: [0, 0, 0, 1]}, mix: monet}]",
        "regions: [{mask: {linear: [[0, 0], [0, 11]]}, mix: monet}]",
        "regions: [{mask: {radial: [0.5, 0.5]}, mix: monet}]",
        "regions: [{mask: {luma: [0.5, 2]}, mix: monet}]",
        "regions: [{mask: {luma: [0, 1], radial: [0, 0, 1]}, mix: monet}]",
        "regions: [{mask: m.png, mix: monet, feather: 0.3}]",
        "regions: [{mask: m.png, mix: monet, invert: 1}]",
        "regions: [{mask: m.png, mix: monet, opacity: 2}]",
        "regions: [{mask: m.png, mix: monet, opacity: [{at: 0s}]}]",
        "regions: [{mask: m.png, mix: monet, move: [0.5, 0]}]",
        "regions: [{mask: m.png, mix: monet, move: [{at: 0s, by: 0.5}]}]",
        "opacity: -1", "opacity: [{at: 0s, value: 1, by: [0, 0]}]", "opacity: []",
        "regions: [{mask: m.png, mix: monet, keys: [{at: 0s, mix: monet}]}]",
        "output: [{path: a.mp4, quality: 52}]", "output: [{path: a.mp4, width: 0}]",
        "output: [{path: a.mp4, codec: hevc}]", "output: [{path: 'a.%d.png', depth: 12}]",
        "output: [{path: 'a.%d.png', start: -1}]",
        "output: [{path: a.gif, fps: 0}]", "output: [{path: a.gif, max_size: 8XB}]",
    ])
    func `what the schema refuses the reader refuses`(line: String) throws {
        let key = line.prefix { $0 != ":" }
        let others = [
            "version: 1", "networks: {monet: builtin:monet}",
            "timeline: {keys: [{at: 0s, mix: monet}]}",
        ].filter { !$0.hasPrefix("\(key):") }
        let text = (others + [line]).joined(separator: "\n")
        #expect(messages(of: text) != [])
        #expect(!schema.accepts(try Self.value(ofYAML: text)))
    }

    @Test(arguments: [("Presets", 11), ("Examples/Language", 5)])
    func `presets that ship and examples are valid`(path: String, count: Int) throws {
        let folder = Self.package.appending(path: path)
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "yaml" }
        #expect(files.count >= count)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(messages(of: text) == [], "\(file.lastPathComponent)")
            #expect(schema.accepts(try Self.value(ofYAML: text)), "\(file.lastPathComponent)")
        }
    }

    @Test func `the reference names every key, choice and easing`() throws {
        let page = try Self.reference()
        var names = try Mapping.allCases.flatMap {
            Array(try #require(try schema(of: $0)["properties"]).members.keys)
        }
        let definitions = try #require(schema.root["definitions"])
        for mapping in Mapping.allCases {
            for property in try #require(try schema(of: mapping)["properties"]).members.values {
                names += property["enum"]?.elements.compactMap(\.string) ?? []
            }
        }
        let easings = definitions["easing"]?["anyOf"]?.elements.first?["enum"]?.elements ?? []
        names += easings.compactMap(\.string)
        #expect(easings.compactMap(\.string).sorted() == Easing.named.map(\.name).sorted())
        for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
        for easing in easings.compactMap(\.string) {
            let preset = preset(.key, Self.base(.key, with: "ease", .string(easing)))
            #expect(messages(of: "\(preset)") == [], "\(easing)")
        }
    }

    @Test func `presets in the documentation are valid`() throws {
        for page in [try Self.reference(), try Self.page("README.md")] {
            let presets = page.matches(of: /```yaml\n(version: 1\n[^`]*)```/).map(\.output.1)
            #expect(!presets.isEmpty)
            for preset in presets {
                #expect(messages(of: String(preset)) == [])
                #expect(schema.accepts(try Self.value(ofYAML: String(preset))))
            }
        }
    }

    private static func reference() throws -> String { try page("Documentation/presets.md") }

    private static func page(_ path: String) throws -> String {
        try String(contentsOf: package.appending(path: path), encoding: .utf8)
    }

    /// What a JSON Schema's validator sees of a YAML text.
    private static func value(ofYAML text: String) throws -> JSONValue {
        let (document, problems) = YAMLComposer.compose(SourceText(file: "p.yaml", text: text))
        #expect(problems.isEmpty)
        return JSONValue(try #require(document).root)
    }
}

extension JSONValue {
    fileprivate init(_ value: PresetDocument.Value) {
        switch value.content {
        case .scalar("true", isPlain: true): self = .boolean(true)
        case .scalar("false", isPlain: true): self = .boolean(false)
        case .scalar(let text, isPlain: true):
            self = PresetParser.StrictNumber.decimal(text).map { .number($0) } ?? .string(text)
        case .scalar(let text, isPlain: false): self = .string(text)
        case .sequence(let elements): self = .array(elements.map { JSONValue($0) })
        case .mapping(let entries):
            let members = entries.map { ($0.key, JSONValue($0.value)) }
            self = .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
        case .refused: self = .null
        }
    }
}
