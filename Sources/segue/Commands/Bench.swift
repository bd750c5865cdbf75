import ArgumentParser
import Presets
import Rendering

/// `segue bench`: what a frame takes.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure seconds a frame with the mixture changing with every frame.",
        usage: "segue bench --network <network> --network <network> ... --size <WxH> [options]",
        discussion: """
            The mixture goes from the first network through all to the last and back; every frame has a \
            picture of its own, made by a formula. Seconds a frame are wall time over frames, the \
            interpolation's share is of the time that workers spend, and peak memory is that of the \
            whole process.
            """)

    @Option(
        help: ArgumentHelp("builtin:NAME or a file; given twice or more.", valueName: "network"),
        completion: networkFiles)
    var network: [String]

    @OptionGroup var settings: NetworkOptions

    @Option(
        help: ArgumentHelp("Size of the pictures, such as 640x360.", valueName: "WxH"),
        transform: PictureSize.init(parsing:))
    var size: PictureSize

    @Option(
        help: ArgumentHelp(
            "Frames to measure. (default: 24, or what gives every worker the same)",
            valueName: "count"))
    var frames: Int?

    @Option(
        help: ArgumentHelp(
            "Frames in flight. (default: as many as there are cores for)", valueName: "count"))
    var workers: Int?

    @Option(help: ArgumentHelp("Threads for each frame.", valueName: "count"))
    var threads = 1

    @OptionGroup var precision: PrecisionOptions

    @Flag(help: "One picture for all frames.")
    var still = false

    @Flag(help: "Also a line for every step of a frame, and what a core can do at most.")
    var layers = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        var options = BenchmarkOptions(width: size.width, height: size.height)
        options.frames = frames
        options.workers = workers
        options.threads = threads
        options.precision = precision.precision
        options.isStill = still
        let benchmark = try Benchmark(
            network.map { NetworkReference($0) }, convention: settings.convention(),
            statistics: settings.norm, options: options)
        let result = try await Interruption.cancelling { try await benchmark.run() }
        let peak = layers ? BenchmarkResult.measuredCorePeak() : nil
        Terminal.output.write(
            json ? try BenchDocument.json(result, corePeak: peak) : result.text(corePeak: peak))
    }
}

/// A size of the command line, pixels: `640x360`.
struct PictureSize: Sendable {
    let width: Int
    let height: Int

    /// Throws `ValidationError` for anything else.
    init(parsing argument: String) throws {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard parts.count == 2, numbers.count == 2 else {
            throw ValidationError("expected WxH, such as 640x360")
        }
        (width, height) = (numbers[0], numbers[1])
    }
}
