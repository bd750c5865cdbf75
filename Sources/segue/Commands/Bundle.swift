import ArgumentParser
import Bundles
import Rendering
import Segments

/// `segue bundle`: makes a folder for editors of a preset's outputs.
struct Bundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a folder of the outputs for editing programs.",
        usage: "segue bundle <preset> [--input <file>] [--output <file> ...] [options]",
        discussion: """
            Renders the outputs that are missing, and makes OUTPUT.bundle with them, documents that open \
            them in editing programs (OTIO, FCPXML, Final Cut 7's XML, an EDL of markers), the weights of \
            every frame as CSV, a poster and a contact sheet. Prints the path of the folder.
            """)

    @OptionGroup var options: OutputOptions

    @OptionGroup var progress: ProgressOptions

    func run() async throws {
        let plan = try options.plan()
        let bundle = try OutputBundle(plan)
        try bundle.check()
        let outputs = plan.overwrite ? plan.outputs : bundle.missing
        if !outputs.isEmpty {
            try await progress.render(plan.writing(outputs)) { report, display in
                try display.summarise(report)
            }
        }
        try await bundle.make()
    }
}

extension OutputBundle {
    /// Writes the folder, and prints its notes and its path.
    func make() async throws {
        let notices = try await Interruption.cancelling { try write() }
        for notice in notices { Terminal.note(notice) }
        Terminal.output.writeLine(folder)
    }
}

extension ProgressOptions {
    /// Renders a plan, shows how far it is, and prints its notes.
    func render(
        _ plan: RenderPlan, then finish: (RenderReport, ProgressDisplay) throws -> Void
    ) async throws {
        let display = ProgressDisplay(progress)
        let report = try await Interruption.cancelling {
            defer { display.finish() }
            return try await ResumableRenderer(plan).render(
                progress: { display.show($0) },
                storing: { Interruption.advise("the same command goes on from \($0)") })
        }
        for notice in report.notices { Terminal.note(notice) }
        try finish(report, display)
    }
}
