import Foundation
public import Imaging
import Inference
import Networks
public import Presets

/// Renders frames whose networks all differ and keeps none of them, to say what a frame takes.
public struct Benchmark: Sendable {
    private let family: NetworkFamily
    private let options: BenchmarkOptions

    /// Reads the networks and checks the options.
    ///
    /// - Throws: ``RenderError/badOption(name:found:expected:)``, and what `Network.read` and
    ///   `NetworkFamily` throw.
    public init(
        _ networks: [NetworkReference], convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil, options: BenchmarkOptions
    ) throws {
        try options.check()
        guard networks.count >= 2 else {
            throw RenderError.badOption(
                name: "--network", found: "\(networks.count) network", expected: "two or more")
        }
        for (index, network) in networks.enumerated() where networks[..<index].contains(network) {
            throw RenderError.badOption(
                name: "--network", found: "'\(network.written)' twice",
                expected: "each network once")
        }
        family = try NetworkFamily(
            networks.map {
                ($0.written, try Network.read($0, convention: convention, statistics: statistics))
            })
        self.options = options
    }

    /// Renders a frame a worker that is not counted, then all that are.
    ///
    /// Frames are in flight as ``Renderer`` has them; they go nowhere, so that they need no order.
    ///
    /// - Throws: ``RenderError``, `GraphError`, `InferenceError`, `CancellationError`.
    public func run() async throws -> BenchmarkResult {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let frames = options.frames(cores: cores)
        let size = Size(width: options.width, height: options.height)
        let prepared = try family.compiled(
            for: size, of: "--size", threads: options.threads,
            precision: options.precision, isStill: options.isStill)
        let workers = min(options.workers(cores: cores), frames)
        try checkMemory(of: prepared, workers: workers)
        let pictures = try TestPictures(width: options.width, height: options.height)
        let run = BenchmarkRun(
            path: MixturePath(members: family.members.count, frames: frames), pictures: pictures,
            isStill: options.isStill)
        let pool = try (0..<workers).map { _ in try prepared.makeWorker() }
        try await run.warmUp(pool)
        let elapsed = try await run.render(with: pool)
        return BenchmarkResult(
            prepared, options: options, frames: frames, workers: workers, elapsed: elapsed,
            times: pool.compactMap(\.times))
    }

    private func checkMemory(of prepared: CompiledFamily, workers: Int) throws(RenderError) {
        let needed = prepared.memberBytes + workers * prepared.workerBytes
        let available = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        guard needed > available else { return }
        throw .badOption(
            name: "--size", found: "buffers of \(needed / 1_000_000) MB",
            expected: "at most the machine's \(available / 1_000_000) MB; "
                + "fewer --workers or a smaller --size need less")
    }
}
