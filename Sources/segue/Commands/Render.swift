import ArgumentParser
import Bundles
import Rendering

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
        let isPiped = plan.outputs.contains(where: \.isStandardOutput)
        let bundle = plan.isBundled && !isPiped ? try OutputBundle(plan) : nil
        try bundle?.check()
        try await progress.render(plan) { report, display in
            try display.summarise(report)
            // The standard output has the frames then.
            guard !plan.outputs.contains(where: \.isStandardOutput) else { return }
            for path in report.paths { Terminal.output.writeLine(path) }
        }
        try await bundle?.make()
    }
}
