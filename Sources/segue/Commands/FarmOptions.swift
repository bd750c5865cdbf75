import ArgumentParser
import BuiltinNetworks
import Foundation
import Rendering

/// What the commands of `farm` take alike: what `render` takes, and where the farm finds the program.
struct FarmOptions: ParsableArguments {
    @OptionGroup var render: OutputOptions

    @Option(
        help: ArgumentHelp(
            """
            segue on the farm's machines, a path or a name on their search path. (default: this \
            program's own path)
            """, valueName: "file"), completion: .file())
    var program: String?

    /// Decides everything about the render, stores it in the segments' folder, and answers what job files
    /// are made from.
    func frozen() throws -> FarmJob {
        let plan = try render.plan()
        let (hash, segments) = try plan.freeze()
        return try FarmJob(
            program: program ?? Self.ownPath, folder: Self.absolute(segments.folder),
            segments: segments.numbers, plan: hash,
            renderOptions: render.options.resources
                .resources(workers: render.workers.workers).commandLine)
    }

    /// A path from the root, not looked up.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The path of the running program; its name where the system does not say.
    private static var ownPath: String { ProgramFile.path ?? "segue" }
}
