import ArgumentParser
import Rendering

/// `segue plan`: what a render will take.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a render will make and take, without rendering.",
        usage: "segue plan <preset> [--input <file>] [options]")

    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: WorkerOptions

    func run() throws {
        let rows = try options.plan(workers: workers.workers).summary().rows
        Terminal.output.write(table(rows.map { ($0.name, $0.value) }))
    }
}
