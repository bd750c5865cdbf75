/// What the command line adds to a preset or puts in place of what it says.
public struct RenderOptions: Sendable {
    /// Instead of the preset's input.
    public var input: String?
    /// Instead of the preset's outputs; empty for those.
    public var outputs: [String] = []
    /// The first and the last frame to render; nil for all.
    public var frames: ClosedRange<Int>?
    /// Size of the pictures that the network sees, relative to the input's; above 0, at most 8.
    public var scale = 1.0
    /// Frames in flight; nil to take as many as there are cores for.
    public var workers: Int?
    /// Threads for each frame; 1 or more.
    public var threads = 1
    /// Whether existing outputs are replaced.
    public var overwrite = false

    public init() {}

    /// Checks the ranges and returns how many workers to use.
    func checkedWorkers(cores: Int) throws(RenderError) -> Int {
        guard scale > 0, scale <= 8 else {
            throw .badOption(
                name: "--scale", found: "\(scale)", expected: "a number above 0 and at most 8")
        }
        guard (1...256).contains(threads) else {
            throw .badOption(name: "--threads", found: "\(threads)", expected: "1 to 256")
        }
        if let workers, !(1...256).contains(workers) {
            throw .badOption(name: "--workers", found: "\(workers)", expected: "1 to 256")
        }
        return workers ?? max(1, cores / threads)
    }
}
