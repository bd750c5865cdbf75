import CProcess
import Foundation

/// The running program.
package enum ProgramFile {
    /// Its file with links resolved; nil where the system does not say.
    ///
    /// In tests this is the test bundle's.  Without /proc it is looked for as the program was started, so
    /// the first call should come before the current folder is changed.
    package static let path: String? = {
        if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            return path
        }
        guard let started = segue_executed_file(), let path = realpath(started, nil) else {
            return nil
        }
        defer { free(path) }
        return String(cString: path)
    }()

    /// The command line with the program's name in front, as the process was given it; empty where the
    /// system does not say.  Swift's own list comes from /proc.
    package static var arguments: [String] {
        let given = (0..<segue_argument_count()).compactMap { index in
            segue_argument(index).map { String(cString: $0) }
        }
        return given.isEmpty ? CommandLine.arguments : given
    }
}
