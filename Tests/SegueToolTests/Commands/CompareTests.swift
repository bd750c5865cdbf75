import Fixtures
import Foundation
import Testing

/// Networks that are related, and networks that are not.
struct CompareTests {
    @Test func `compare prints a verdict first, then a line a layer within 80 columns`() throws {
        let workshop = try unrelatedNetworks()
        let result = try workshop.segue("compare", "a.safetensors", "b.safetensors")
        #expect(result.code == 0)
        #expect(result.errors == "")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "related: a.safetensors, b.safetensors")
        #expect(
            lines.contains(
                "  layer                           filters in order   cosine distance variance"))
        let layers = lines.filter { $0.hasPrefix("  conv1.conv2d  ") }
        #expect(layers.count == 1 && layers[0].count == 77)
        #expect(lines.allSatisfy { $0.count <= 128 })
    }

    @Test func `compare takes all pairs, and ends with 0 whatever it finds`() throws {
        let workshop = try unrelatedNetworks()
        let result = try workshop.segue(
            "compare", "a.safetensors", "b.safetensors", "c.safetensors")
        #expect(result.code == 0)
        let verdicts = result.output.split(separator: "\n").filter { $0.hasSuffix(".safetensors") }
        #expect(
            verdicts == [
                "related: a.safetensors, b.safetensors", "unrelated: a.safetensors, c.safetensors",
                "unrelated: b.safetensors, c.safetensors",
            ])
    }

    @Test func `compare as JSON has every number`() throws {
        let workshop = try unrelatedNetworks()
        let result = try workshop.segue("compare", "a.safetensors", "c.safetensors", "--json")
        #expect(result.code == 0)
        let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        let comparisons = try #require((document as? [String: [[String: Any]]])?["comparisons"])
        let pair = try #require(comparisons.first)
        #expect(pair["verdict"] as? String == "unrelated")
        #expect(pair["second"] as? String == "c.safetensors")
        #expect(
            pair.keys.sorted() == [
                "aligned_cosine", "brightness", "contrast", "cosine", "far_layers", "first",
                "layers",
                "order_share", "reason", "repairable", "second", "verdict",
            ])
        let layer = try #require((pair["layers"] as? [[String: Any]])?.first)
        #expect(
            layer.keys.sorted() == [
                "assignment_gain", "cosine", "distance", "filters", "filters_in_order", "name",
                "variance",
            ])
        #expect(layer["filters"] as? Int == 4)
    }

    @Test func `networks of two structures cannot be compared, and the differences are named`()
        throws
    {
        let workshop = try Workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("wide.safetensors"), seed: 3, channels: [4, 6, 10])
        let result = try workshop.segue("compare", "a.safetensors", "wide.safetensors")
        #expect(result.code == 65)
        #expect(result.output == "")
        #expect(
            result.errors.hasPrefix(
                "segue: error: wide.safetensors: cannot be mixed with a.safetensors: "
                    + "'conv3.conv2d.bias' is [10] instead of [8]; "))
        #expect(try workshop.segue("compare", "a.safetensors").code == 64)
    }

    @Test func `unrelated networks are refused before anything is rendered, unless allowed`()
        throws
    {
        let workshop = try unrelatedNetworks()
        try workshop.preset(networks: "{a: a.safetensors, c: c.safetensors}", timeline: timeline)
        for command in [
            ["render", "p.yaml"], ["plan", "p.yaml"], ["sheet", "p.yaml", "-o", "sheet.png"],
            mixing("apply") + ["-i", "photo.png", "-o", "out.png"],
            mixing("blend") + ["-o", "out.safetensors"],
        ] {
            let before = try workshop.folder.contents
            let refused = try Tool.segue.run(command, in: workshop.folder.path)
            #expect(refused.code == 65)
            #expect(refused.output == "")
            #expect(refused.errorLines.count == 1)
            #expect(refused.errors.contains(" of the filters stand in the same order, the cosine "))
            #expect(
                refused.errors.hasSuffix(
                    "; expected networks trained from one parent, or --allow-unrelated\n"))
            #expect(try workshop.folder.contents == before)
            let allowed = try Tool.segue.run(
                command + ["--allow-unrelated"], in: workshop.folder.path)
            #expect(allowed.code == 0)
            #expect(allowed.errorLines.first?.hasPrefix("segue: warning: ") == true)
        }
    }

    @Test func `a film that only cuts from one network to the other mixes nothing`() throws {
        let workshop = try unrelatedNetworks()
        try workshop.preset(
            networks: "{a: a.safetensors, c: c.safetensors}",
            timeline: "{fps: 12, keys: [{at: 0s, mix: a, ease: hold}, {at: 0.5s, mix: c}]}")
        let result = try workshop.segue("render", "p.yaml", "--progress", "none")
        #expect(result.code == 0)
        #expect(result.errors == "")
    }

    @Test func `repair writes the second network in the first one's order`() throws {
        let workshop = try unrelatedNetworks()
        let result = try workshop.segue(
            "repair", "a.safetensors", "c.safetensors", "-o", "r.safetensors", "--between", "1")
        #expect(result.code == 0)
        #expect(result.output == "r-0.5.safetensors\nr.safetensors\n")
        #expect(result.errorLines.count == 2)
        #expect(result.errorLines.first?.contains(" groups of channels reordered, cosine ") == true)
        let again = try workshop.segue(
            "repair", "a.safetensors", "c.safetensors", "-o", "r.safetensors")
        #expect(again.code == 73)
        let onnx = try workshop.segue("repair", "a.safetensors", "c.safetensors", "-o", "r.onnx")
        #expect(onnx.code == 64)
    }

    private let timeline = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.25s, mix: c}]}"

    private func mixing(_ command: String) -> [String] {
        [command, "--network", "a.safetensors=0.5", "--network", "c.safetensors=0.5"]
    }

    /// A workshop with a third network that has nothing in common with the others.
    private func unrelatedNetworks() throws -> Workshop {
        let workshop = try Workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("c.safetensors"), seed: 3, kinship: 0)
        return workshop
    }
}
