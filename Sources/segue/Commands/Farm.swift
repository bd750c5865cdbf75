import ArgumentParser
import Foundation
import Rendering
import Segments

/// `segue farm`: writes job files for engines that exist.
struct Farm: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write job files for rendering a preset's segments on a farm.",
        discussion: """
            Each command freezes the render into a folder that all machines of the farm see, \
            writes job files beside the plan, and prints what to run next. Jobs name segments by \
            number. The folder alone records which segments are complete, so any job may run \
            again, anywhere, at any time.
            """,
        subcommands: [Slurm.self, OpenJD.self, Commands.self])
}

extension Farm {
    /// `segue farm slurm`: writes batch scripts.
    struct Slurm: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "slurm", abstract: "Write the batch scripts of a Slurm cluster.",
            usage: "segue farm slurm <preset> [--max-array-size <count>] [the options of render]",
            discussion: """
                Prints the path of submit.sh. It submits an array of tasks that render and a job that \
                stitches after them, and prints both job numbers. Its options are passed to sbatch. \
                With --missing as the first, it submits only tasks that have segments left to render.

                  segue farm slurm film.yaml
                  film.mp4.segments/submit.sh --partition=cpu --cpus-per-task=8 --time=1:00:00
                  film.mp4.segments/submit.sh --missing --exclude=node7
                """)

        @OptionGroup var options: FarmOptions

        @Option(
            help: ArgumentHelp(
                """
                The cluster's MaxArraySize: the most tasks an array may have. If there are more \
                segments, a task renders several neighbouring ones.
                """, valueName: "count"))
        var maxArraySize = FarmJob.maxArraySize

        func run() throws {
            let job = try options.frozen()
            try job.slurmFiles(maxArraySize: maxArraySize).write(to: job.folder)
            Terminal.output.write("\(job.path("submit.sh").shellWord)\n")
        }
    }
}

extension Farm {
    /// `segue farm openjd`: writes a job template.
    struct OpenJD: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "openjd", abstract: "Write a job template of Open Job Description.",
            usage:
                "segue farm openjd <preset> [--segments-per-task <count>] [the options of render]",
            discussion: """
                Prints the command that runs template.yaml on this machine. The template has two \
                steps: Render, in chunks of neighbouring segments, and Stitch, which depends on it.

                  segue farm openjd film.yaml --segments-per-task 4
                  openjd run film.mp4.segments/template.yaml
                """)

        @OptionGroup var options: FarmOptions

        @Option(
            help: ArgumentHelp(
                "Segments per chunk, unless the job sets another number.", valueName: "count"))
        var segmentsPerTask = 1

        func run() throws {
            let job = try options.frozen()
            try job.openJDFiles(segmentsPerTask: segmentsPerTask).write(to: job.folder)
            Terminal.output.write("openjd run \(job.path("template.yaml").shellWord)\n")
        }
    }
}

extension Farm {
    /// `segue farm commands`: prints commands.
    struct Commands: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "commands", abstract: "Print one command per segment, one per line.",
            usage: "segue farm commands <preset> [the options of render]",
            discussion: """
                The commands may run in any order, more than once, and on any machine that sees the \
                folder. They are also in the folder's file commands. The command to run after all of \
                them is shown on standard error and is in the folder's stitch.sh.

                  segue farm commands film.yaml | parallel --joblog film.log --resume-failed
                  segue farm commands film.yaml | xargs -d '\\n' -n 1 -P 4 sh -c
                  film.mp4.segments/stitch.sh
                """)

        @OptionGroup var options: FarmOptions

        func run() throws {
            let job = try options.frozen()
            let files = job.commandFiles
            try files.write(to: job.folder)
            Terminal.note("after all of them: \(job.stitchCommand)")
            Terminal.output.write(files[0].text)
        }
    }
}

extension FarmJob {
    /// The path of a file in the folder.
    fileprivate func path(_ name: String) -> String { "\(folder)/\(name)" }
}
