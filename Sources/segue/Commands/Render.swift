import ArgumentParser
import Rendering

/// `segue render`: the film.
struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a preset's film, GIF or pictures.",
        usage: "segue render <preset> [--input <file>] [--output <file> ...] [options]",
        discussion: """
            Prints the outputs' paths. They appear under their names when they are whole. A longer render \
            stores its pictures until then: interrupted for whatever reason, the same command goes on \
            from there. Too little room on disk is said before the first frame, as far as it is certain \
            then. With --progress json, an object a frame is followed by one with a summary.
            """)

    @OptionGroup var options: OutputOptions

    @OptionGroup var progress: ProgressOptions

    func run() async throws {
        let plan = try options.plan()
        let display = ProgressDisplay(progress.progress)
        let report = try await Interruption.cancelling {
            defer { display.finish() }
            return try await Renderer(plan).render(
                progress: { display.show($0) },
                storing: { Interruption.advise("the same command goes on from \($0)") })
        }
        for notice in report.notices { Terminal.note(notice) }
        try display.summarise(report)
        for path in report.paths { Terminal.output.writeLine(path) }
    }
}
