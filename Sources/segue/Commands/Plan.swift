import ArgumentParser
import Bundles
import Files
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
            files, and plots.
            """)

    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: ResourceOptions.Workers
    @OptionGroup var tolerance: PresetOptions.Tolerance
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        help: ArgumentHelp(
            "Also draw the weights over time as .svg or .png, or write those of every frame as .csv or .json; "
                + "repeatable.", valueName: "file"),
        completion: .file(extensions: PathExport.endings))
    var plot: [String] = []

    @Flag(help: "Replace existing plots.")
    var overwrite = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let path = plot.first(where: { path in plot.count { $0 == path } > 1 }) {
            throw ValidationError("--plot: \(path.quoted) twice, expected a file for each plot")
        }
        for path in plot where !PathExport.canWrite(path) {
            throw ValidationError(
                "--plot: \(path.quoted), expected a name that ends in .svg, .png, .csv or .json")
        }
    }

    func run() async throws {
        let plan = try options.plan(
            workers: workers.workers, tolerance: tolerance.tolerance, storage: segments.storage)
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        for path in plot {
            try plan.checkIsNotRead(path)
            try PathExport(plan).write(to: path, existing: overwrite ? .replace : .refuse)
        }
        let summary = try await Interruption.cancelling { try await PlanSummary(plan) }
        if !json { for notice in summary.notices { Terminal.note(notice) } }
        Terminal.output.write(json ? try PlanDocument.json(summary) : table(summary.rows))
    }
}
