@testable import Presets

/// A valid preset around what a test is about; each part replaces a whole section.
func make(
    networks: String = "{monet: builtin:monet, vangogh: nets/vg.onnx}",
    timeline: String = "{fps: 24, keys: [{at: 0s, mix: monet}, {at: 2s, mix: vangogh}]}",
    regions: String? = nil, output: String = "[{path: out.mp4}]"
) -> String {
    """
    version: 1
    networks: \(networks)
    timeline: \(timeline)\(regions.map { "\nregions: \($0)" } ?? "")
    output: \(output)
    """
}

/// A preset of keys, each the inside of a flow mapping.
func make(keys: String..., fps: String = "24") -> String {
    make(timeline: "{fps: \(fps), keys: [\(keys.map { "{\($0)}" }.joined(separator: ", "))]}")
}

/// The one-line messages of a broken preset, with `p.yaml` as its file; empty when it is valid.
func messages(of text: String) -> [String] { messages(of: Array(text.utf8)) }

func messages(of bytes: [UInt8]) -> [String] {
    do throws(PresetProblems) {
        _ = try Preset.parse(bytes, file: "p.yaml")
        return []
    } catch { return error.headlines }
}
