import ArgumentParser
import Rendering

/// Everything that decides the outputs, for `render` and `farm`.
struct OutputOptions: ParsableArguments {
    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: ResourceOptions.Workers
    @OptionGroup var tolerance: PresetOptions.Tolerance
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            """
            A video NAME.mp4, .mov, .mxf, .mkv or .webm, an animation .gif, .apng or .webp, a sequence \
            NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for y4m on the standard output, instead of the \
            preset's; repeatable.
            """,
            valueName: "file"), completion: .file())
    var output: [String] = []

    @Flag(help: "Do not copy the sound of a video.")
    var noSound = false

    @Flag(help: "Replace existing outputs.")
    var overwrite = false

    /// Makes the plan of the render, and warns of networks that are far apart.
    func plan() throws -> RenderPlan {
        let plan = try options.plan(
            outputs: output, workers: workers.workers, tolerance: tolerance.tolerance,
            storage: segments.storage, copiesSound: !noSound, overwrite: overwrite)
        guard !plan.outputs.isEmpty else { throw RenderError.noOutput(preset: options.preset) }
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        return plan
    }
}
