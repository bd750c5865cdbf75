import Fixtures
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// What a benchmark finds, as far as no clock decides it.
struct BenchmarkTests {
    @Test(
        arguments: [(nil, nil, 1, 24), (5, 2, 1, 5), (1, 4, 2, 1), (7, 3, 2, 7)]
            as [(Int?, Int?, Int, Int?)])
    func `shares are shares, and layers sum up to a worker's frame`(
        frames: Int?, workers: Int?, threads: Int, counted: Int?
    ) async throws {
        let workshop = try Workshop()
        let result = try await measure(workshop) { options in
            (options.frames, options.workers, options.threads) = (frames, workers, threads)
        }
        #expect(result.secondsPerFrame > 0)
        #expect((0...1).contains(result.interpolationShare))
        #expect(result.threads == threads)
        #expect(result.frames >= counted ?? 0 && result.workers <= result.frames)
        if let frames { #expect(result.frames == frames) }
        #expect(result.frames % result.workers == 0 || frames != nil)
        let layers = result.layers.reduce(0) { $0 + $1.seconds }
        #expect(abs(layers - result.workerSecondsPerFrame) < 1e-9)
        let kinds = result.groups.reduce(0) { $0 + $1.seconds }
        #expect(abs(kinds - result.workerSecondsPerFrame) < 1e-9)
        #expect(result.groups.reduce(0) { $0 + $1.count } == result.layers.count)
        #expect(result.layers.allSatisfy { (0...1).contains(result.share($0.seconds)) })
        #expect(result.layers.first?.kind == "interpolation")
        let share = result.share(try #require(result.layers.first).seconds)
        #expect(abs(share - result.interpolationShare) < 1e-9)
    }

    @Test func `a still picture is measured too, and so are several networks`() async throws {
        let workshop = try Workshop()
        try TinyNetwork.write(to: workshop.folder.path("c.safetensors"), seed: 3)
        let result = try await measure(workshop, ["a", "b", "c"]) { options in
            options.isStill = true
            options.frames = 4
        }
        #expect(result.isStill)
        #expect(result.layers.first?.name.hasPrefix("interpolation, 3 networks of ") == true)
    }

    @Test func `the process has had more memory than the networks take`() async throws {
        let workshop = try Workshop()
        let result = try await measure(workshop) { $0.frames = 2 }
        // Parameters of 4, 6 and 8 channels, twice.
        #expect(try #require(result.peakMemoryBytes) > 2 * 3000 * 4)
        let layer = try #require(result.layers.first { $0.multiplyAccumulates != nil })
        #expect(
            result.peakShare(layer, corePeak: 1e9) == layer.operationsPerSecond.map { $0 / 1e9 })
    }

    @Test(
        arguments: [
            ((64, 48, 0, 1, 1), "--frames: 0, expected 1 to 100000"),
            ((64, 48, 1, 0, 1), "--workers: 0, expected 1 to 256"),
            ((64, 48, 1, 1, 257), "--threads: 257, expected 1 to 256"),
            ((0, 48, 1, 1, 1), "--size: 0x48, \(sizes)"),
            ((.max, .max, 1, 1, 1), "--size: \(Int.max)x\(Int.max), \(sizes)"),
            ((65536, 65536, 1, 1, 1), "--size: 65536x65536, \(sizes)"),
        ] as [((Int, Int, Int, Int, Int), String)])
    func `options outside their range`(options: (Int, Int, Int, Int, Int), message: String) throws {
        let (width, height, frames, workers, threads) = options
        let error = #expect(throws: RenderError.self) {
            var options = BenchmarkOptions(width: width, height: height)
            (options.frames, options.workers, options.threads) = (frames, workers, threads)
            _ = try Benchmark([], options: options)
        }
        #expect(error.map { "\($0)" } == message)
        #expect(error.map { Failure($0).kind } == .usage)
    }

    @Test(
        arguments: [
            ("Name:\tsegue\nVmPeak:\t  9 kB\nVmHWM:\t  1234 kB\n", 1_263_616),
            ("VmHWM: 0 kB", 0), ("VmHWM: 12 MB", nil), ("VmHWM: x kB", nil), ("", nil),
        ] as [(String, Int?)])
    func `peak memory is VmHWM`(text: String, bytes: Int?) {
        #expect(ProcessMemory.peakBytes(inStatus: text) == bytes)
    }

    private static let sizes = "expected sides of 1 to 65536 and some 89 million pixels at most"

    private func measure(
        _ workshop: Workshop, _ names: [String] = ["a", "b"],
        _ change: (inout BenchmarkOptions) -> Void
    ) async throws -> BenchmarkResult {
        var options = BenchmarkOptions(width: 32, height: 24)
        change(&options)
        let networks = names.map {
            NetworkReference(workshop.folder.path("\($0).safetensors"))
        }
        return try await Benchmark(networks, options: options).run()
    }
}
