import ArgumentParser
import Rendering
import Segments

/// `segue render`: renders a preset.
struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a preset as a video, GIF or PNG sequence.",
        usage: "segue render <preset> [--input <file>] [--output <file> ...] [options]",
        discussion: """
            Prints the paths of the outputs. An output appears under its name only when it is \
            complete. A longer render stores its frames as it goes; if it is interrupted, the same \
            command continues from there. A disk that is clearly too small is reported before \
            rendering starts. With --progress json, prints a JSON object per frame and one with a \
            summary at the end, all on standard error.
            """)

    @OptionGroup var options: OutputOptions

    @OptionGroup var progress: ProgressOptions

    func run() async throws {
        let plan = try options.plan()
        let display = ProgressDisplay(progress.progress)
        let report = try await Interruption.cancelling {
            defer { display.finish() }
            return try await ResumableRenderer(plan).render(
                progress: { display.show($0) },
                storing: { Interruption.advise("the same command goes on from \($0)") })
        }
        for notice in report.notices { Terminal.note(notice) }
        try display.summarise(report)
        for path in report.paths { Terminal.output.writeLine(path) }
    }
}
