import ArgumentParser
import Rendering

/// `segue render`: the film.
struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a preset's film, GIF or sequence.")

    @OptionGroup var options: PresetOptions

    @Option(
        name: .shortAndLong,
        help: "An output instead of the preset's: NAME.mp4, NAME.gif or NAME.%06d.png; repeatable.")
    var output: [String] = []

    @Flag(help: "Replace outputs that exist.")
    var overwrite = false

    @Option(help: "How progress is shown on standard error.")
    var progress = ProgressStyle.auto

    func run() async throws {
        let plan = try options.plan(outputs: output, overwrite: overwrite)
        guard !plan.outputs.isEmpty else { throw RenderError.noOutput(preset: options.preset) }
        let display = ProgressDisplay(progress)
        let report = try await Interruption.cancelling {
            defer { display.finish() }
            return try await Renderer(plan).render { display.show($0) }
        }
        for notice in report.notices { Terminal.error.write("segue: note: \(notice)\n") }
        for path in report.paths { Terminal.output.write("\(path)\n") }
    }
}
