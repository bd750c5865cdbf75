import ArgumentParser
import Rendering
import Segments

/// `segue plan`: estimates time, memory and disk space of a render.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Estimate what a render makes and needs, by rendering a few frames.",
        usage: "segue plan <preset> [--input <file>] [options]",
        discussion: """
            Renders and encodes three frames, or one per worker if that is more, to estimate the \
            time and the disk space of the whole render. Writes only to the folder for temporary \
            files.
            """)

    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: ResourceOptions.Workers
    @OptionGroup var tolerance: PresetOptions.Tolerance
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let plan = try options.plan(
            workers: workers.workers, tolerance: tolerance.tolerance, storage: segments.storage)
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        let summary = try await Interruption.cancelling { try await PlanSummary(plan) }
        if !json { for notice in summary.notices { Terminal.note(notice) } }
        Terminal.output.write(json ? try PlanDocument.json(summary) : table(summary.rows))
    }
}
