import ArgumentParser
import Presets
import Rendering

/// What `render`, `plan` and `sheet` take alike.
struct PresetOptions: ParsableArguments {
    @Argument(help: "The preset, a YAML file.")
    var preset: String

    @Option(name: .shortAndLong, help: "A picture, a film or a sequence, instead of the preset's.")
    var input: String?

    @Option(help: "Render only frames A to B, counted from 0.")
    var frames: FrameRange?

    @Option(help: "Scale the pictures before the network sees them.")
    var scale = 1.0

    @Option(help: "Frames in flight (default: as many as there are cores for).")
    var workers: Int?

    @Option(help: "Threads for each frame.")
    var threads = 1

    /// Decides everything about the render.
    func plan(outputs: [String] = [], overwrite: Bool = false) throws -> RenderPlan {
        var options = RenderOptions()
        options.input = input
        options.outputs = outputs
        options.frames = frames.map { $0.first...$0.last }
        options.scale = scale
        options.workers = workers
        options.threads = threads
        options.overwrite = overwrite
        return try RenderPlan(Preset.read(file: preset), options: options)
    }
}

/// `A-B`, or `A` for a single frame.
struct FrameRange: ExpressibleByArgument {
    let first: Int
    let last: Int

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, (1...2).contains(parts.count),
            let first = numbers.first, let last = numbers.last, 0 <= first, first <= last
        else { return nil }
        (self.first, self.last) = (first, last)
    }
}
