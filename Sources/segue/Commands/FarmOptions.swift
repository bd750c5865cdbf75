import ArgumentParser
import BuiltinNetworks
import Foundation
import Rendering
import Segments

/// The options of `farm`: those of `render`, and where the farm finds the program.
struct FarmOptions: ParsableArguments {
    @OptionGroup var render: OutputOptions

    @Option(
        help: ArgumentHelp(
            """
            segue on the farm's machines: a path, or a name on their search path. (default: the \
            path of this program)
            """, valueName: "file"), completion: .file())
    var program: String?

    /// Makes the plan of the render, stores it in the segments' folder, and returns the job that the files
    /// are made from.
    func frozen() throws -> FarmJob {
        let plan = try render.plan()
        let (hash, segments) = try SegmentJob.freeze(plan)
        return try FarmJob(
            program: program ?? Self.ownPath, folder: Self.absolute(segments.folder),
            segments: segments.numbers, plan: hash,
            renderOptions: render.options.resources
                .resources(workers: render.workers.workers).commandLine)
    }

    /// The path from the root; it need not exist.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The path of the running program; its name if the system cannot tell.
    private static var ownPath: String { ProgramFile.path ?? "segue" }
}
