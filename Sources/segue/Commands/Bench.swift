import ArgumentParser
import Imaging
import Presets
import Rendering

/// `segue bench`: measures seconds per frame.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure seconds per frame while the mixture changes with every frame.",
        usage: "segue bench --network <network> --network <network> ... --size <WxH> [options]",
        discussion: """
            The mixture goes from the first network through the others to the last and back. Every \
            frame has its own synthetic image. Seconds per frame are wall time divided by frames. \
            The interpolation's share is a share of the workers' time. Peak memory is that of the \
            whole process.
            """)

    @Option(
        help: ArgumentHelp("builtin:NAME or a file; give at least two.", valueName: "network"),
        completion: networkFiles)
    var network: [String]

    @OptionGroup var settings: NetworkOptions

    @Option(
        help: ArgumentHelp("Size of the images, such as 640x360.", valueName: "WxH"),
        transform: Self.size)
    var size: Size

    @Option(
        help: ArgumentHelp(
            """
            Frames to measure. (default: 24, or a few more so that all workers get the same number)
            """, valueName: "count"))
    var frames: Int?

    @Option(
        help: ArgumentHelp(
            "Frames rendered at the same time. (default: cores divided by threads)",
            valueName: "count"))
    var workers: Int?

    @Option(help: ArgumentHelp("Threads per frame.", valueName: "count"))
    var threads = 1

    @OptionGroup var precision: PrecisionOptions

    @Flag(help: "Use one image for all frames.")
    var still = false

    @Flag(help: "Also list every step of a frame, and the peak rate of one core.")
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

    /// Pixels, as in `640x360`.
    private static func size(_ argument: String) throws -> Size {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard parts.count == 2, numbers.count == 2 else {
            throw ValidationError("expected WxH, such as 640x360")
        }
        return Size(width: numbers[0], height: numbers[1])
    }
}
