import Fixtures
import Foundation
import Testing

/// Machines that give too little: an error line and no signal, hang or silence.
struct ScarceMachineTests {
    /// Runs `segue` below a limit of the shell's, as a user who has no other processes.
    private func segue(
        _ arguments: [String], limit: String, in folder: String, isNobody: Bool = false
    ) throws -> Program.Result {
        let words = [Tool.segue.path] + arguments
        let limited = "ulimit \(limit) && exec \(words.joined(separator: " "))"
        let script = "exec timeout -s KILL 60 bash -c '\(limited)'"
        let shell = try #require(Program(named: "bash"))
        guard isNobody, getuid() == 0, let runuser = Program(named: "runuser") else {
            return try shell.run(["-c", script], in: folder)
        }
        return try runuser.run(["-u", "nobody", "--", "bash", "-c", script], in: folder)
    }

    @Test(arguments: [1, 2, 3, 5, 8])
    func `if threads cannot be made it says so or renders, and never hangs`(count: Int) throws {
        let workshop = try Workshop()
        try workshop.preset()
        chmod(workshop.folder.path, 0o777)
        let result = try segue(
            ["render", "p.yaml", "--progress", "none"], limit: "-u \(count)",
            in: workshop.folder.path, isNobody: true)
        // `timeout` is a process of the same user.
        let form = /segue: error: threads: only \d+ of \d+ can be made, expected .*\n/
        let isSaid = result.code == 69 && result.errors.wholeMatch(of: form) != nil
        let couldNotStart = result.code == 125 || result.code == 126 || result.code == 2
        #expect(isSaid || result.code == 0 || couldNotStart, "\(result)")
        if count == 3 { #expect(isSaid, "\(result)") }
    }

    @Test(arguments: [450, 500, 600, 800, 1200])
    func `little address space ends in a line`(megabytes: Int) throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.mp4}]")
        let result = try segue(
            ["render", "p.yaml", "--progress", "none"], limit: "-v \(megabytes * 1000)",
            in: workshop.folder.path)
        #expect([0, 65, 69].contains(result.code), "\(result)")
        if result.code != 0 {
            #expect(result.errorLines.count == 1, "\(result.errors)")
            #expect(result.errors.hasPrefix("segue: error: "))
        }
    }
}
