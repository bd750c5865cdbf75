import ArgumentParser
import Rendering

/// `segue plan`: what a render will take.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a render will make and take, without rendering.",
        usage: "segue plan <preset> [--input <file>] [options]")

    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: WorkerOptions
    @OptionGroup var tolerance: ToleranceOptions
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    func run() throws {
        let plan = try options.plan(
            workers: workers.workers, tolerance: tolerance.tolerance, storage: segments.storage)
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        let rows = try plan.summary().rows
        Terminal.output.write(table(rows.map { ($0.name, $0.value) }))
    }
}
