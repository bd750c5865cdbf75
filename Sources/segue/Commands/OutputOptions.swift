import ArgumentParser
import Rendering

/// What `render` and the commands of `farm` take alike: everything that decides the outputs.
struct OutputOptions: ParsableArguments {
    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: WorkerOptions
    @OptionGroup var tolerance: ToleranceOptions
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "NAME.mp4, NAME.gif or NAME.%06d.png, instead of the preset's; repeatable.",
            valueName: "file"), completion: .file())
    var output: [String] = []

    @Flag(help: "Leave out the sound of a film.")
    var noSound = false

    @Flag(help: "Replace outputs that exist.")
    var overwrite = false

    /// Decides everything about the render, and warns of networks that hardly mix.
    func plan() throws -> RenderPlan {
        let plan = try options.plan(
            outputs: output, workers: workers.workers, tolerance: tolerance.tolerance,
            storage: segments.storage, copiesSound: !noSound, overwrite: overwrite)
        guard !plan.outputs.isEmpty else { throw RenderError.noOutput(preset: options.preset) }
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        return plan
    }
}
