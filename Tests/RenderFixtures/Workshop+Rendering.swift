public import Fixtures
import Foundation
public import Imaging
import Media
import Presets
public import Rendering
import Timelines

extension Workshop {
    /// Decides the render of the preset `p.yaml`; paths are within the folder.
    public func plan(_ change: (inout RenderOptions) -> Void = { _ in }) throws -> RenderPlan {
        var options = RenderOptions()
        options.resources.workers = 1
        change(&options)
        return try RenderPlan(Preset.read(file: folder.path("p.yaml")), options: options)
    }

    /// The frames of a film or of numbered pictures in the folder.
    public func frames(_ name: String) throws -> [Image] {
        let source = try MediaInput.open(path: folder.path(name))
        var frames: [Image] = []
        while let frame = try source.next() { frames.append(frame.image) }
        return frames
    }

    /// Writes a network that gives back its picture, and a preset over an input that uses it.
    public func identityPreset(
        input: String, timeline: String = "{keys: [{at: 0s, mix: same}]}",
        output: String = "[{path: \"out/%04d.png\", depth: 16}]"
    ) throws {
        try folder.write(TinyONNX.identity(), "same.onnx")
        try preset(
            input: input, networks: "{same: same.onnx}", timeline: timeline, output: output)
    }
}
