import ArgumentParser
import Rendering

/// `segue plan`: what a render will take.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a render will make and take, by rendering a few frames.",
        usage: "segue plan <preset> [--input <file>] [options]",
        discussion: """
            Three frames, or one a worker, are rendered and encoded to say how long the whole will take \
            and how much room on disk. Nothing is written but into the folder for temporary files.
            """)

    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: WorkerOptions
    @OptionGroup var tolerance: ToleranceOptions
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let plan = try options.plan(
            workers: workers.workers, tolerance: tolerance.tolerance, storage: segments.storage)
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        let summary = try await Interruption.cancelling { try await plan.summary() }
        Terminal.output.write(json ? try PlanDocument.json(summary) : table(summary.rows))
    }
}
