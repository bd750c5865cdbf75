import Fixtures
import Foundation

/// The programs under test: they stand in the folder of the running test.
enum Tool {
    /// `segue`.
    static let segue = Program(path: folder + "/segue")

    private static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path

    /// The root of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A program of Examples.
    static func example(_ name: String) -> Program { Program(path: "\(folder)/\(name)") }
}

extension Workshop {
    /// Runs `segue` in the folder.
    func segue(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> Program.Result {
        try Tool.segue.run(arguments, in: folder.path, environment)
    }
}

extension Program.Result {
    /// Lines of the standard error.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}
