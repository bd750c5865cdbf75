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
        _ arguments: String..., in folder: String, _ variables: [String: String] = [:]
    ) throws -> Program.Result {
        try #require(Program(named: "unshare")).run(
            ["-m", "sh", "-c", Self.hiding, Tool.segue.path] + arguments, in: folder, variables)
    }

    @Test func `the command line that the system hands over is Swift's`() {
        #expect(ProgramFile.arguments == CommandLine.arguments)
        #expect(ProgramFile.arguments.count > 0)
    }

    @Test(.enabled(if: canHide, "needs unshare(1) and the right to mount"))
    func `what was asked is done`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let folder = workshop.folder.path
        let hidden = try segue("render", "p.yaml", "--progress", "none", in: folder)
        #expect(hidden.errors == "")
        #expect(hidden.output == "out.gif\n")
        let bytes = try workshop.folder.read("out.gif")
        #expect(try workshop.segue("render", "p.yaml", "--overwrite").code == 0)
        #expect(try workshop.folder.read("out.gif") == bytes)
        #expect(try segue("plan", "p.yaml", in: folder).output.contains("frames      7\n"))
    }

    @Test(.enabled(if: canHide, "needs unshare(1) and the right to mount"))
    func `what cannot be done is an error`() throws {
        let missing = try segue("render", "does-not-exist.yaml", in: "/")
        #expect(missing.code == 66)
        #expect(missing.output == "")
        #expect(
            missing.errors
                == "segue: error: does-not-exist.yaml: no such file, expected a preset\n")
        #expect(try segue("rendr", in: "/").code == 64)
    }

    @Test(.enabled(if: canHide, "needs unshare(1) and the right to mount"))
    func `networks, presets and the program itself are found`() throws {
        let unset = ["SEGUE_NETWORKS": "", "SEGUE_PRESETS": ""]
        #expect(try segue("networks", in: "/", unset).output.contains("builtin:monet\t"))
        #expect(try segue("presets", in: "/", unset).output.contains("painters\t"))
        let workshop = try Workshop()
        try workshop.preset()
        let farm = try segue("farm", "commands", "p.yaml", in: workshop.folder.path)
        #expect(farm.output.contains(Tool.segue.path))
    }
}
