import Fixtures
import Foundation
import Rendering
import Testing

@testable import Segments

/// The scripts of a Slurm cluster, run by a shell with a double for `segue` and one for `sbatch`.
struct SlurmTests {
    private let bash = Program(path: "/bin/bash")

    @Test(arguments: [1, 1000, 1001, 1002, 10_000])
    func `the tasks of the array render every segment once`(segments: Int) throws {
        let fake = try FakeSegue()
        let script = try script("render.sbatch", of: fake.job(0..<segments))
        let last = try #require(script.firstMatch(of: /#SBATCH --array=0-(\d+)\n/)).output.1
        #expect(last == "\(min(segments, 1001) - 1)")
        // The script itself up to its call, for every index.
        let head = try #require(script.split(separator: "attempts=").first)
        let loop = """
            for SLURM_ARRAY_TASK_ID in $(seq 0 \(last)); do
            \(head)
            seq "$begin" "$end"
            done
            """
        let result = try bash.run(["-c", loop])
        #expect(result.output == (0..<segments).map { "\($0)\n" }.joined())
        #expect(result.errors == "")
    }

    @Test func `numbers begin where the plan's segments begin`() throws {
        let fake = try FakeSegue()
        let files = try fake.job(7..<12).slurmFiles(maxArraySize: 2)
        #expect(try render(files, task: 0, fake).code == 0)
        #expect(try render(files, task: 1, fake).code == 0)
        #expect(
            try fake.calls == [
                ["segments", "render", ".", "7-8", "--plan", "0123456789ab"],
                ["segments", "render", ".", "9-11", "--plan", "0123456789ab"],
            ])
    }

    @Test(arguments: [
        ([], 1, 0), ([64], 1, 64), ([65], 1, 65), ([66], 1, 66), ([69], 1, 69), ([70], 1, 70),
        ([73], 1, 73), ([76], 1, 76), ([78], 1, 78), ([1], 1, 1), ([137], 1, 137),
        ([74], 2, 0), ([75], 2, 0), ([75, 74, 75, 74], 5, 0), ([75, 76], 2, 76), ([74, 66], 2, 66),
        ([75, 75, 75, 75, 75, 75], 5, 75), ([74, 74, 74, 74, 74, 74], 5, 74),
    ])
    func `74 and 75 are tried again, five times in all`(codes: [Int], calls: Int, code: Int32)
        throws
    {
        for name in ["render.sbatch", "stitch.sbatch"] {
            let fake = try FakeSegue(codes: codes)
            let result = try run(name, of: fake.job(0..<3), fake)
            #expect(result.code == code)
            #expect(try fake.calls.count == calls)
            #expect(result.errorLines.count == calls - 1)
        }
    }

    @Test func `an attempt is announced with the code and the pause`() throws {
        let fake = try FakeSegue(codes: [75, 74])
        let result = try run("render.sbatch", of: fake.job(0..<1), fake)
        #expect(
            result.errorLines == [
                "exit code 75: attempt 2 of 5 in 0 seconds",
                "exit code 74: attempt 3 of 5 in 0 seconds",
            ])
    }

    @Test func `SIGTERM goes on to segue, whose code is the script's`() throws {
        let fake = try FakeSegue()
        try "wait\n".write(toFile: fake.beside("codes"), atomically: false, encoding: .utf8)
        let files = try fake.job(0..<1).slurmFiles()
        try files.write(to: fake.folder)
        let streams = try TemporaryFolder()
        // A thread of Dispatch blocks signals, and a program inherits that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        let process = try bash.start(
            ["\(fake.folder)/render.sbatch"], in: fake.folder, variables, streams: streams)
        while !FileManager.default.fileExists(atPath: fake.beside("waiting")) {
            try #require(process.isRunning)
            usleep(20_000)
        }
        process.terminate()
        process.waitUntilExit()
        #expect(try Program.result(of: process, streams: streams).code == 143)
        #expect(try fake.calls.last == ["stopped"])
    }

    @Test func `the render is told its options, the stitch none`() throws {
        let fake = try FakeSegue()
        let job = try fake.job(0..<3, options: ["--workers", "4", "a b"])
        _ = try run("render.sbatch", of: job, fake)
        _ = try run("stitch.sbatch", of: job, fake)
        #expect(
            try fake.calls == [
                [
                    "segments", "render", ".", "0-0", "--plan", "0123456789ab", "--workers", "4",
                    "a b",
                ],
                ["segments", "stitch", ".", "--plan", "0123456789ab"],
            ])
        #expect(try !fake.wasFooled)
    }

    @Test func `submit.sh submits both from the folder and prints their numbers`() throws {
        let fake = try FakeSegue()
        let sbatch = try Sbatch()
        try fake.job(0..<9).slurmFiles(maxArraySize: 4).write(to: fake.folder)
        let submit = Program(path: "\(fake.folder)/submit.sh")
        let result = try submit.run(["--partition=a b"], in: "/", sbatch.variables)
        #expect(result.errors == "")
        #expect(result.output == "render 1\nstitch 2\n")
        #expect(
            try sbatch.calls == [
                [
                    "--parsable", "--output=\(logs(fake))/render-%A-%a.txt", "--partition=a b",
                    "--chdir=\(fake.folder)", "--array=0-3", "./render.sbatch",
                ],
                [
                    "--parsable", "--output=\(logs(fake))/stitch-%j.txt", "--partition=a b",
                    "--chdir=\(fake.folder)", "--dependency=afterany:1", "./stitch.sbatch",
                ],
            ])
        #expect(try !fake.wasFooled)
    }

    @Test(arguments: [
        ([5], "0"), ([13], "3"), ([5, 6, 7, 9, 11, 12, 13], "0,1,2,3"), ([7, 8], "1"), ([10], "2"),
    ])
    func `submit.sh --missing submits the tasks of missing segments`(
        missing: [Int], array: String
    ) throws {
        let fake = try FakeSegue()
        let sbatch = try Sbatch()
        try missing.map { "\($0)\n" }.joined().write(
            toFile: fake.beside("missing"), atomically: false, encoding: .utf8)
        let tasks = FarmTasks(5..<14, limit: 4)
        let expected = (0..<4).filter { !tasks.segments(of: $0).filter(missing.contains).isEmpty }
        #expect(expected.map(String.init).joined(separator: ",") == array)
        try fake.job(5..<14).slurmFiles(maxArraySize: 4).write(to: fake.folder)
        let submit = Program(path: "\(fake.folder)/submit.sh")
        let result = try submit.run(["--missing"], in: "/", sbatch.variables)
        #expect(result.output == "render 1\nstitch 2\n")
        #expect(try sbatch.calls.first?.contains("--array=\(array)") == true)
    }

    @Test func `with nothing missing only the stitch is submitted`() throws {
        let fake = try FakeSegue()
        let sbatch = try Sbatch()
        try "".write(toFile: fake.beside("missing"), atomically: false, encoding: .utf8)
        try fake.job(0..<9).slurmFiles().write(to: fake.folder)
        let submit = Program(path: "\(fake.folder)/submit.sh")
        let result = try submit.run(["--missing", "-p", "q"], in: "/", sbatch.variables)
        #expect(result.output == "stitch 1\n")
        #expect(
            try sbatch.calls == [
                [
                    "--parsable", "--output=\(logs(fake))/stitch-%j.txt", "-p", "q",
                    "--chdir=\(fake.folder)", "./stitch.sbatch",
                ]
            ])
    }

    @Test func `no #SBATCH line holds a path`() throws {
        let fake = try FakeSegue()
        for file in try fake.job(0..<3).slurmFiles() {
            let lines = file.text.split(separator: "\n").filter { $0.hasPrefix("#SBATCH") }
            #expect(
                lines.allSatisfy {
                    $0.wholeMatch(of: /#SBATCH --[-a-z]+(=[-a-z0-9\/%.A]+)?/) != nil
                })
            let checked = try bash.run(["-n", "/dev/stdin"])
            #expect(checked.code == 0)
            #expect(try bash.run(["-n", "-c", file.text]).errors == "")
        }
    }

    @Test(arguments: [0, -1, 4_000_002, .max])
    func `an array size that Slurm cannot have is refused`(size: Int) throws {
        #expect(
            throws: RenderError.badOption(
                name: "--max-array-size", found: "\(size)", expected: "1 to 4000001")
        ) { try FakeSegue().job(0..<3).slurmFiles(maxArraySize: size) }
    }

    @Test func `a folder with a backslash is refused`() throws {
        let job = try FakeSegue(name: #"a\b"#).job(0..<3)
        let error = #expect(throws: RenderError.self) { try job.slurmFiles() }
        #expect("\(error, default: "")".hasPrefix("--segments: a backslash in '"))
    }

    /// The folder of logs as a pattern of Slurm.
    private func logs(_ fake: FakeSegue) -> String {
        fake.folder.replacing("%", with: "%%") + "/logs"
    }

    private var variables: [String: String] { ["SLURM_ARRAY_TASK_ID": "0", "SEGUE_PAUSE": "0"] }

    private func script(_ name: String, of job: FarmJob) throws -> String {
        try #require(try job.slurmFiles().first { $0.name == name }).text
    }

    private func run(_ name: String, of job: FarmJob, _ fake: FakeSegue) throws
        -> Program.Result
    {
        try job.slurmFiles().write(to: fake.folder)
        return try bash.run(["\(fake.folder)/\(name)"], in: fake.folder, variables)
    }

    private func render(
        _ files: [FarmFile], task: Int, _ fake: FakeSegue
    ) throws -> Program.Result {
        try files.write(to: fake.folder)
        return try bash.run(
            ["\(fake.folder)/render.sbatch"], in: fake.folder, ["SLURM_ARRAY_TASK_ID": "\(task)"])
    }
}

extension Program.Result {
    /// Lines of the standard error.
    fileprivate var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// A double for `sbatch` that keeps its arguments and answers 1, 2, ….
private struct Sbatch {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let script = #"""
            #!/bin/bash
            (IFS=$'\t'; printf '%s\n' "$*" >>"$(dirname "$0")/calls")
            echo "$(wc -l <"$(dirname "$0")/calls");cluster"
            """#
        let path = try folder.write(script.utf8, "sbatch")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// The environment in which it is found.
    var variables: [String: String] {
        ["PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"]
    }

    /// The calls so far, each as its arguments.
    var calls: [[String]] {
        get throws {
            String(decoding: try folder.read("calls"), as: UTF8.self).split(separator: "\n")
                .map { $0.split(separator: "\t").map(String.init) }
        }
    }
}
