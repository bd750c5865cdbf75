import ArgumentParser
import Foundation
import Rendering

/// What the commands of `farm` take alike: what `render` takes, and where the farm finds the program.
struct FarmOptions: ParsableArguments {
    @OptionGroup var options: PresetOptions
    @OptionGroup var workers: WorkerOptions
    @OptionGroup var tolerance: ToleranceOptions
    @OptionGroup var segments: SegmentOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "NAME.mp4, NAME.gif or NAME.%06d.png, instead of the preset's; repeatable.",
            valueName: "file"))
    var output: [String] = []

    @Flag(help: "Leave out the sound of a film.")
    var noSound = false

    @Flag(help: "Replace outputs that exist.")
    var overwrite = false

    @Option(
        help: ArgumentHelp(
            """
            segue on the farm's machines, a path or a name on their search path. (default: this \
            program's own path)
            """, valueName: "file"))
    var program: String?

    /// Decides everything about the render, stores it in the segments' folder, and answers what job files
    /// are made from.
    func frozen() throws -> FarmJob {
        let plan = try options.plan(
            outputs: output, workers: workers.workers, tolerance: tolerance.tolerance,
            storage: segments.storage, copiesSound: !noSound, overwrite: overwrite)
        guard !plan.outputs.isEmpty else { throw RenderError.noOutput(preset: options.preset) }
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        let (hash, segments) = try plan.freeze()
        return try FarmJob(
            program: program ?? Self.ownPath, folder: Self.absolute(segments.folder),
            segments: segments.numbers, plan: hash,
            renderOptions: options.resources.resources(workers: workers.workers).commandLine)
    }

    /// A path from the root, not looked up.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The path of the running program; its name where the system does not say.
    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "segue"
    }
}
