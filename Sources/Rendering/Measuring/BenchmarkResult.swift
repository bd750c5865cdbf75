public import Inference

/// What frames took whose networks all differ.
public struct BenchmarkResult: Sendable {
    /// What is done in one place of the engine, once a frame.
    public struct Layer: Sendable {
        /// What it does and how large its result is: `3×3 convolution 128→128, 160×90`.
        public let name: String
        /// What it has in common with others: `3×3 convolution`, `moments`.
        public let kind: String
        /// What computes it; empty where it is no single kernel.
        public let kernel: String
        /// Of one worker, a frame.
        public let seconds: Double
        /// Of a convolution in its direct form, whatever computes it, a frame; nil of anything else.
        public let multiplyAccumulates: Double?

        /// Floating-point operations a second, a multiply-accumulate of the direct form counted as
        /// two; nil where nothing is counted or no time was seen to pass.
        public var operationsPerSecond: Double? {
            guard seconds > 0 else { return nil }
            return multiplyAccumulates.map { 2 * $0 / seconds }
        }
    }

    /// Wall time over frames: what a film of so many frames takes, divided by them.
    public let secondsPerFrame: Double
    /// The time that workers spent in the weighted sum and the transforms of its weights over the time
    /// they spent in all, 0…1.
    public let interpolationShare: Double
    /// The most memory that the process had at a time, networks, buffers and the program itself;
    /// nil where the system does not say.
    public let peakMemoryBytes: Int?
    /// Frames that were counted.
    public let frames: Int
    /// Of the pictures that came in, pixels.
    public let width: Int
    /// Of the pictures that came in, pixels.
    public let height: Int
    /// Whether all frames had the same picture.
    public let isStill: Bool
    /// Frames in flight.
    public let workers: Int
    /// Threads for each frame.
    public let threads: Int
    /// The precision of the products.
    public let precision: Precision
    /// Of a frame's convolutions and matrix products in their direct form.
    public let multiplyAccumulates: Double
    /// What one worker takes for a frame, seconds; about ``secondsPerFrame`` × ``workers``.
    public let workerSecondsPerFrame: Double
    /// The weighted sum, the steps in order, and at last what lies between them: together the whole of
    /// ``workerSecondsPerFrame``.
    public let layers: [Layer]

    init(
        _ prepared: CompiledFamily, options: BenchmarkOptions, frames: Int, workers: Int,
        elapsed: Duration, times: [StepTimes]
    ) {
        let times = times.dropFirst().reduce(into: times[0]) { $0.add($1) }
        secondsPerFrame = elapsed / .seconds(1) / Double(frames)
        interpolationShare = times.total > .zero ? times.interpolation / times.total : 0
        peakMemoryBytes = ProcessMemory.peakBytes
        self.frames = frames
        (width, height) = (options.width, options.height)
        isStill = options.isStill
        self.workers = workers
        threads = options.threads
        precision = options.precision
        multiplyAccumulates = prepared.multiplyAccumulates
        workerSecondsPerFrame = times.perFrame(times.total)
        layers = Self.layers(prepared, times)
    }

    private static func layers(_ prepared: CompiledFamily, _ times: StepTimes) -> [Layer] {
        let runs = Double(prepared.runsPerImage)
        let parts =
            [(prepared.interpolationDescription, times.interpolation)]
            + Array(zip(prepared.stepDescriptions, times.steps))
        let layers = parts.map { description, time in
            Layer(
                name: description.name, kind: description.kind, kernel: description.kernel,
                seconds: times.perFrame(time),
                multiplyAccumulates: description.multiplyAccumulates.map { $0 * runs })
        }
        let rest = times.total - parts.reduce(.zero) { $0 + $1.1 }
        let name = "pictures in and out"
        return layers + [
            Layer(
                name: name, kind: name, kernel: "", seconds: times.perFrame(rest),
                multiplyAccumulates: nil)
        ]
    }
}

extension StepTimes {
    /// Seconds a frame.
    fileprivate func perFrame(_ time: Duration) -> Double {
        time / .seconds(1) / Double(max(1, frames))
    }
}
