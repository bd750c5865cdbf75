import Fixtures
import Foundation
import Imaging
import Media
import Presets
import Timelines

@testable import Rendering

extension Workshop {
    /// Decides the render of the preset `p.yaml`; paths are within the folder.
    func plan(_ change: (inout RenderOptions) -> Void = { _ in }) throws -> RenderPlan {
        var options = RenderOptions()
        options.resources.workers = 1
        change(&options)
        return try RenderPlan(Preset.read(file: folder.path("p.yaml")), options: options)
    }

    /// Renders the preset `p.yaml`.
    @discardableResult
    func render(_ change: (inout RenderOptions) -> Void = { _ in }) async throws -> RenderReport {
        try await Renderer(plan(change)).render()
    }

    /// The frames of a film or of numbered pictures in the folder.
    func frames(_ name: String) throws -> [Image] {
        let source = try MediaInput.open(path: folder.path(name))
        var frames: [Image] = []
        while let frame = try source.next() { frames.append(frame.image) }
        return frames
    }

    /// Writes a network that gives back its picture, and a preset over an input that uses it.
    func identityPreset(
        input: String, timeline: String = "{keys: [{at: 0s, mix: same}]}",
        output: String = "[{path: \"out/%04d.png\", depth: 16}]"
    ) throws {
        try folder.write(TinyONNX.identity(), "same.onnx")
        try preset(
            input: input, networks: "{same: same.onnx}", timeline: timeline, output: output)
    }
}

/// FFmpeg's programs, to make films and to look into them.
enum FFmpeg {
    static let isThere = Program(named: "ffmpeg") != nil && Program(named: "ffprobe") != nil

    struct Failed: Error {
        let message: String
    }

    /// `ffmpeg` with an input of its own generators.
    static func make(_ arguments: [String], to path: String) throws {
        _ = try run("ffmpeg", ["-v", "error", "-y"] + arguments + [path])
    }

    /// One line a packet or stream of what `ffprobe` says of some fields.
    static func probe(_ path: String, _ entries: String, stream: String = "v:0") throws -> [String]
    {
        try run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", stream, "-count_packets", "-show_entries",
                entries, "-of", "csv=p=0", path,
            ]
        ).split(whereSeparator: \.isNewline).map(String.init)
    }

    private static func run(_ name: String, _ arguments: [String]) throws -> String {
        guard let program = Program(named: name) else { throw Failed(message: "no \(name)") }
        let result = try program.run(arguments)
        guard result.code == 0 else { throw Failed(message: result.errors) }
        return result.output
    }
}

/// The largest difference of two pictures, in levels of 255.
func largestDifference(_ a: Image, _ b: Image) -> Float {
    guard (a.width, a.height) == (b.width, b.height) else { return .infinity }
    return zip(a.samples, b.samples).reduce(0) { max($0, abs($1.0 - $1.1) * 255) }
}

/// The mean difference of two pictures, in levels of 255.
func meanDifference(_ a: Image, _ b: Image) -> Double {
    guard (a.width, a.height) == (b.width, b.height) else { return .infinity }
    let sum = zip(a.samples, b.samples).reduce(0) { $0 + Double(abs($1.0 - $1.1)) * 255 }
    return sum / Double(a.samples.count)
}
