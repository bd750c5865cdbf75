import ArgumentParser
import Bundles
import Rendering
import Segments

/// `segue segments`: the pieces that a farm calls.
struct Segments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render, list and join the segments of a render, on one machine or many.",
        discussion: """
            A folder of segments holds the plan of a render and the frames rendered so far. 'segue \
            farm' makes one for many machines, and a longer 'segue render' makes one for itself. \
            Every machine renders segments into the folder; when all are complete, stitch makes \
            the outputs.
            """,
        subcommands: [Render.self, Status.self, Stitch.self])
}

extension Segments {
    /// `segue segments render`: renders some or all of them.
    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "render", abstract: "Render the segments that are not complete.",
            usage: "segue segments render <folder> [<number> ...] [options]",
            discussion: """
                Skips segments that are complete, so it may be run again at any time. Ends with 76 if \
                this machine would compute other frames than the plan's, and with 78 if the input or a \
                network differs from the plan's.
                """)

        @OptionGroup var folder: FolderOptions

        @Argument(
            help: ArgumentHelp("Segments, such as 3 or 5-9. (default: all)", valueName: "number"),
            transform: FrameRange.parse)
        var numbers: [ClosedRange<Int>] = []

        @OptionGroup var machine: ResourceOptions.Machine
        @OptionGroup var workers: ResourceOptions.Workers
        @OptionGroup var progress: ProgressOptions

        func run() async throws {
            let job = try folder.job(machine.resources(workers: workers.workers))
            let chosen = numbers.isEmpty ? nil : try job.numbers(in: numbers)
            let display = ProgressDisplay(progress.progress)
            Interruption.advise("the same command goes on from \(folder.folder)")
            let rendered = try await Interruption.cancelling {
                defer { display.finish() }
                return try await job.render(chosen) { display.show($0) }
            }
            let count = chosen?.count ?? job.segments.numbers.count
            display.say(
                "\(rendered.count) of \(count) segments rendered, the others were already complete")
        }
    }
}

extension Segments {
    /// `segue segments status`: shows which are complete.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Show which segments are complete.",
            usage: "segue segments status <folder> [--missing | --json] [--verify]")

        @OptionGroup var folder: FolderOptions

        @Flag(help: "Print only the numbers of the segments that are not complete, one per line.")
        var missing = false

        @Flag(help: "Print a JSON object.")
        var json = false

        @Flag(help: "Read all stored frames and check their hashes, not only the sidecar files.")
        var verify = false

        func validate() throws {
            guard !missing || !json else {
                throw ValidationError("--missing and --json: expected one of them")
            }
        }

        func run() throws {
            let job = try folder.job()
            let statuses = try job.statuses(isVerifying: verify)
            let text =
                if missing {
                    statuses.filter { !$0.isComplete }.map { "\($0.number)\n" }.joined()
                } else if json {
                    try SegmentStatusDocument(job, statuses).text()
                } else {
                    table(SegmentStatusDocument(job, statuses).rows)
                }
            Terminal.output.write(text)
        }
    }
}

extension Segments {
    /// `segue segments stitch`: makes the outputs.
    struct Stitch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stitch", abstract: "Make the outputs from complete segments.",
            usage: "segue segments stitch <folder> [options]",
            discussion: """
                Verifies every segment first, and names those that are missing. Prints the paths of \
                the outputs. When they are complete the segments are removed, unless the plan was made \
                with --keep.
                """)

        @OptionGroup var folder: FolderOptions
        @OptionGroup var progress: ProgressOptions

        func run() async throws {
            let job = try folder.job()
            let display = ProgressDisplay(progress.progress)
            let report = try await Interruption.cancelling {
                defer { display.finish() }
                return try await job.stitch { display.show($0) }
            }
            if let report {
                for notice in report.notices { Terminal.note(notice) }
                try display.summarise(report)
            } else {
                display.say("the outputs are already complete")
            }
            for output in job.plan.outputs { Terminal.output.writeLine(output.path) }
            guard job.plan.isBundled else { return }
            let bundle = try OutputBundle(job.plan)
            if bundle.isMissing { try await bundle.make() }
        }
    }
}

extension Segments {
    /// The folder of segments and its plan, for the commands of `segments`.
    struct FolderOptions: ParsableArguments {
        @Argument(help: "A folder of segments.", completion: .directory)
        var folder: String

        @Option(
            help: ArgumentHelp(
                "The plan's hash, or its first digits; any other plan in the folder is refused.",
                valueName: "hash"))
        var plan = ""

        /// The folder with its plan.
        func job(_ resources: RenderResources = RenderResources()) throws -> SegmentJob {
            try SegmentJob(folder: folder, hash: plan, resources: resources)
        }
    }
}

extension SegmentJob {
    /// The numbers of the command line.
    fileprivate func numbers(in ranges: [ClosedRange<Int>]) throws -> [Int] {
        for range in ranges where !segments.numbers.contains(range.upperBound) {
            throw RenderError.badOption(
                name: "segment", found: "\(range.upperBound)",
                expected: "\(segments.numbers.lowerBound) to \(segments.numbers.upperBound - 1)")
        }
        return ranges.flatMap(Array.init)
    }
}
