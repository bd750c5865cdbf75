public import ArgumentParser
public import Files
import Presets
import Rendering
import Timelines

/// The options of a preset, for `render`, `plan`, `sheet` and `farm`.
struct PresetOptions: ParsableArguments {
    @Argument(
        help: """
            A YAML file, - for standard input, or the name of a built-in preset, see 'segue \
            presets'. (a file of exactly that name comes first)
            """, completion: .custom { _, _, word in presetCompletions(of: word) })
    var preset: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An image, a video, a sequence such as frame_%04d.png, or - for standard input, instead of the "
                + "preset's.",
            valueName: "file"), completion: .file())
    var input: String?

    @Option(
        help: ArgumentHelp(
            "For a number of a sequence without image: stop, show the image before, or leave it out, "
                + "instead of the preset's.", valueName: "gaps"))
    var gaps: SequenceGaps?

    @Option(
        help: ArgumentHelp("Render only frames A to B, counted from 0.", valueName: "A-B"),
        transform: FrameRange.parse)
    var frames: ClosedRange<Int>?

    @OptionGroup var scaling: Scaling

    @Option(
        help: ArgumentHelp(
            "Frames per second, such as 24 or 24000/1001, instead of the preset's or the video's.",
            valueName: "rate"), transform: Self.rate)
    var fps: StatedRate?

    @Option(
        help: ArgumentHelp(
            "Length of the result, such as 8s or 240f, instead of the preset's or the video's.",
            valueName: "time"), transform: Self.length)
    var duration: TimeExpression?

    @OptionGroup var mixing: MixingOptions

    @OptionGroup var resources: ResourceOptions

    /// Decides everything about the render.
    func plan(
        outputs: [String] = [], workers: Int? = nil, tolerance: Double = 0,
        storage: StorageOptions = StorageOptions(), copiesSound: Bool = true,
        overwrite: Bool = false
    ) throws -> RenderPlan {
        var options = RenderOptions()
        options.input = input
        options.gaps = gaps
        options.outputs = outputs
        options.frames = frames
        options.scale = scaling.scale
        options.frameRate = fps?.rate
        options.notices = fps?.notice.map { ["--fps: \($0)"] } ?? []
        options.duration = duration
        options.mixing = mixing.method
        options.resources = resources.resources(workers: workers)
        options.tolerance = tolerance
        options.storage = storage
        options.copiesSound = copiesSound
        options.overwrite = overwrite
        return try RenderPlan(ShippedPreset.read(fileOrName: preset), options: options)
    }

    /// A frame rate, and what to tell of how it was read.
    struct StatedRate {
        let rate: FrameRate
        let notice: String?
    }

    private static func rate(_ text: String) throws -> StatedRate {
        do throws(TimelineError) {
            return StatedRate(
                rate: try FrameRate.parse(text), notice: FrameRate.notice(reading: text))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private static func length(_ text: String) throws -> TimeExpression {
        do throws(TimelineError) { return try TimeExpression.parseLength(text) } catch {
            throw ValidationError("\(error)")
        }
    }
}

extension PresetOptions {
    /// The size of the input, also for `studio`.
    struct Scaling: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Scale the input by this factor, above 0 and at most 8, instead of the preset's.",
                valueName: "factor"))
        var scale: Double?
    }

    /// The tolerance, for `render`, `plan` and `farm`.
    struct Tolerance: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                """
                For a still input, interpolate frames within this many levels (of 255) of the rendered \
                ones; 0 renders all.
                """, valueName: "levels"))
        var tolerance = 0.0
    }
}

extension SequenceGaps: ExpressibleByArgument {}
