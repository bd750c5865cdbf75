import Fixtures
import Foundation

@testable import Segments

/// A folder of segments and a program that stands for `segue` in it: it writes its arguments to `calls`,
/// one a line with tabs between them, and ends with the next exit code of `codes`, then with 0.
struct FakeSegue {
    /// What holds both.
    let top: TemporaryFolder
    /// The folder of the segments.
    let folder: String
    /// The program's path.
    let program: String

    /// A name that means something to shells, Slurm, GNU parallel, YAML and Open Job Description.
    static let hostileName = #"it's $(touch x) "q" %d%% {} {{Param.Folder}} `touch x` 'é # d"#

    init(codes: [Int] = [], name: String = hostileName) throws {
        top = try TemporaryFolder()
        folder = top.path(name)
        program = top.path("bin \(name)/segue")
        try top.makeFolder(name)
        try top.makeFolder("bin \(name)")
        try top.write(codes.map { "\($0)\n" }.joined().utf8, "bin \(name)/codes")
        try top.write([], "bin \(name)/calls")
        try top.write(Self.script.utf8, "bin \(name)/segue")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    }

    /// A job over segments.
    func job(_ segments: Range<Int>, options: [String] = []) throws -> FarmJob {
        try FarmJob(
            program: program, folder: folder, segments: segments,
            plan: "0123456789abcdef", renderOptions: options)
    }

    /// The path of a file beside the program.
    func beside(_ name: String) -> String { program.dropLast("segue".count) + name }

    /// The calls so far, each as its arguments.
    var calls: [[String]] {
        get throws {
            let text = String(
                decoding: try Data(contentsOf: URL(filePath: beside("calls"))), as: UTF8.self)
            return text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        }
    }

    /// Whether something in a name was run as a command.
    var wasFooled: Bool {
        get throws { try top.contents.contains { $0 == "x" || $0.hasSuffix("/x") } }
    }

    private static let script = #"""
        #!/bin/bash
        here=$(dirname -- "$0")
        (IFS=$'\t'; printf '%s\n' "$*" >>"$here/calls")
        [ "${1-} ${2-}" != "segments status" ] || cat -- "$here/missing"
        code=$(head -n 1 "$here/codes")
        sed -i 1d "$here/codes"
        if [ "$code" = wait ]; then
            sleep 60 &
            trap 'kill $!; echo stopped >>"$here/calls"; exit 143' TERM
            touch "$here/waiting"
            wait
        fi
        exit "${code:-0}"
        """#
}
