import Imaging
public import Inference

/// The options of a measurement.
public struct BenchmarkOptions: Sendable {
    /// Of the pictures that come in, pixels.
    public let width: Int
    /// Of the pictures that come in, pixels.
    public let height: Int
    /// Frames that are counted, 1…100000; nil for 24, or as many more as give every worker the same.
    public var frames: Int?
    /// Frames in flight, 1…256; nil to take as many as there are cores for.
    public var workers: Int?
    /// Threads for each frame, 1…256.
    public var threads = 1
    /// The precision of the products.
    public var precision = Precision.f32
    /// Whether all frames have the same picture.
    public var isStill = false

    /// Pictures of one size and all else by default.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Throws ``RenderError/badOption(name:found:expected:)`` for a number outside its range.
    func check() throws(RenderError) {
        let counts = [
            ("--frames", frames ?? 1, 1...100_000), ("--workers", workers ?? 1, 1...256),
            ("--threads", threads, 1...256),
        ]
        for (name, count, range) in counts where !range.contains(count) {
            throw .badOption(
                name: name, found: "\(count)",
                expected: "\(range.lowerBound) to \(range.upperBound)")
        }
        let sides = 1...Self.longestSide
        let canvas = TestPictures.canvasSize(
            width: min(width, sides.upperBound), height: min(height, sides.upperBound))
        let count = try? Image.sampleCount(width: canvas.width, height: canvas.height, channels: 3)
        guard sides.contains(width), sides.contains(height), count != nil else {
            throw .badOption(
                name: "--size", found: "\(width)x\(height)",
                expected: "sides of 1 to \(sides.upperBound) and some "
                    + "\(Image.maximumSamples / 3_000_000) million pixels at most")
        }
    }

    /// Frames in flight on a machine of so many cores.
    func workers(cores: Int) -> Int { workers ?? max(1, cores / threads) }

    /// Frames that are counted on a machine of so many cores.
    func frames(cores: Int) -> Int {
        let workers = workers(cores: cores)
        return frames ?? (Self.usualFrames + workers - 1) / workers * workers
    }

    private static let usualFrames = 24
    private static let longestSide = 1 << 16
}
