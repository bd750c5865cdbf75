import ArgumentParser
import Presets
import Rendering
import Timelines

/// What `render`, `plan` and `sheet` take alike.
struct PresetOptions: ParsableArguments {
    @Argument(
        help: """
            The preset: a YAML file, or a name that 'segue presets' lists. (a file called exactly so comes \
            first)
            """, completion: .custom { _, _, word in presetCompletions(of: word) })
    var preset: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A picture, a film or a sequence such as frame_%04d.png, instead of the preset's.",
            valueName: "file"), completion: .file())
    var input: String?

    @Option(
        help: ArgumentHelp("Only frames A to B, counted from 0.", valueName: "A-B"),
        transform: FrameRange.parse)
    var frames: ClosedRange<Int>?

    @Option(
        help: ArgumentHelp(
            "Size of the pictures that the networks see, 1 for the input's own.",
            valueName: "factor"))
    var scale = 1.0

    @Option(
        help: ArgumentHelp(
            "Frames a second, such as 24 or 24000/1001, instead of the preset's or the film's.",
            valueName: "rate"), transform: Self.rate)
    var fps: FrameRate?

    @Option(
        help: ArgumentHelp(
            "Length of the result, such as 8s or 240f, instead of the preset's or the film's.",
            valueName: "time"), transform: Self.length)
    var duration: TimeExpression?

    @OptionGroup var resources: ResourceOptions

    /// Decides everything about the render.
    func plan(
        outputs: [String] = [], workers: Int? = nil, tolerance: Double = 0,
        storage: StorageOptions = StorageOptions(), copiesSound: Bool = true,
        overwrite: Bool = false
    ) throws -> RenderPlan {
        var options = RenderOptions()
        options.input = input
        options.outputs = outputs
        options.frames = frames
        options.scale = scale
        options.frameRate = fps
        options.duration = duration
        options.resources = resources.resources(workers: workers)
        options.tolerance = tolerance
        options.storage = storage
        options.copiesSound = copiesSound
        options.overwrite = overwrite
        return try RenderPlan(ShippedPresets.read(fileOrName: preset), options: options)
    }

    private static func rate(_ text: String) throws -> FrameRate {
        do throws(TimelineError) { return try FrameRate.parse(text) } catch {
            throw ValidationError("\(error)")
        }
    }

    private static func length(_ text: String) throws -> TimeExpression {
        do throws(TimelineError) { return try TimeExpression.parseLength(text) } catch {
            throw ValidationError("\(error)")
        }
    }
}

/// What `render`, `plan` and `bench` take alike.
struct WorkerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Frames in flight. (default: as many as there are cores and memory for)",
            valueName: "count"))
    var workers: Int?
}

/// What `render` and `plan` take alike.
struct ToleranceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Over a still picture, blend frames from computed ones where that is no further from the \
            computed frame, in levels of 255; 0 computes all.
            """, valueName: "levels"))
    var tolerance = 0.0
}
