public import Foundation

/// Another program, run to its end.
public struct Program: Sendable {
    /// Its file.
    public let path: String

    /// A program by its file.
    public init(path: String) { self.path = path }

    /// The program of a name on the search path, nil where it is not installed.
    public init?(named name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let path = folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let path else { return nil }
        self.path = path
    }

    /// What a program left behind.
    public struct Result: Sendable {
        /// All of its standard output.
        public let output: String
        /// All of its standard error.
        public let errors: String
        /// Its exit code, or 128 + the signal that ended it.
        public let code: Int32
    }

    /// Runs the program in a folder; variables are added to the environment, "" removes one.
    public func run(
        _ arguments: [String], in folder: String = "/", _ variables: [String: String] = [:]
    ) throws -> Result {
        let streams = try TemporaryFolder()
        let process = try start(arguments, in: folder, variables, streams: streams)
        process.waitUntilExit()
        return try Self.result(of: process, streams: streams)
    }

    /// The same on a thread of its own, so that a program which mostly waits keeps no other test from running.
    public func runAside(
        _ arguments: [String], in folder: String = "/", _ variables: [String: String] = [:]
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Swift.Result { try run(arguments, in: folder, variables) })
            }
        }
    }

    /// Starts the program with its streams in the files `out` and `err` of a folder, or its errors
    /// elsewhere.
    public func start(
        _ arguments: [String], in folder: String, _ variables: [String: String] = [:],
        streams: TemporaryFolder, errors: FileHandle? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment
            .merging(variables) { $1 }.filter { !$0.value.isEmpty }
        process.standardInput = FileHandle.nullDevice
        try streams.write([], "out")
        try streams.write([], "err")
        process.standardOutput = FileHandle(forWritingAtPath: streams.path("out"))
        process.standardError = errors ?? FileHandle(forWritingAtPath: streams.path("err"))
        try process.run()
        return process
    }

    /// What a process that has ended left in its streams' folder.
    public static func result(of process: Process, streams: TemporaryFolder) throws -> Result {
        let killed = process.terminationReason == .uncaughtSignal
        return Result(
            output: String(decoding: try streams.read("out"), as: UTF8.self),
            errors: String(decoding: try streams.read("err"), as: UTF8.self),
            code: (killed ? 128 : 0) + process.terminationStatus)
    }
}
