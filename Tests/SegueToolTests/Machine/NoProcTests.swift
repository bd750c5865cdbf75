import Fixtures
import Foundation
import Testing

@testable import BuiltinNetworks

/// The program where /proc is not mounted, as in a chroot.
struct NoProcTests {
    private static let hiding = "mount -t tmpfs none /proc && exec \"$0\" \"$@\""

    /// Whether this user may mount something.
    static let canHide =
        (try? Program(named: "unshare")?.run(["-m", "sh", "-c", hiding, "true"]).code) == 0

    private func segue(
        _ arguments: [String], in folder: String
    ) throws -> Program.Result {
        try #require(Program(named: "unshare")).run(
            ["-m", "sh", "-c", Self.hiding, Tool.segue.path] + arguments, in: folder)
    }

    @Test func `the command line that the system hands over is Swift's`() {
        #expect(ProgramFile.arguments == CommandLine.arguments)
        #expect(ProgramFile.arguments.count > 0)
    }

    @Test(.enabled(if: canHide, "needs unshare(1) and the right to mount"))
    func `a command ends with an error that says what is missing`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let folder = workshop.folder.path
        for arguments in [["render", "p.yaml"], ["plan", "p.yaml"], ["networks"]] {
            let result = try segue(arguments, in: folder)
            #expect(result.code == 69, "\(arguments)")
            #expect(result.output == "")
            #expect(
                result.errors
                    == "segue: error: /proc: not mounted, expected it to be, as Swift's threads need it\n"
            )
        }
        #expect(!(try workshop.folder.contents.contains("out.gif")))
    }

    @Test(.enabled(if: canHide, "needs unshare(1) and the right to mount"))
    func `the command line is read`() throws {
        #expect(try segue(["rendr"], in: "/").code == 64)
        let help = try segue(["render", "--help"], in: "/")
        #expect(help.code == 0)
        #expect(help.output.contains("USAGE: segue render"))
    }
}
