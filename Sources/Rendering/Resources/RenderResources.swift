public import Inference

/// What a render may use of a machine, as far as the user says.
public struct RenderResources: Sendable {
    /// Pictures in flight; nil to decide by cores and memory.
    public var workers: Int?
    /// Threads for each picture; nil to decide by cores and workers.
    public var threads: Int?
    /// The memory limit; nil for the machine's ``Machine/budget``.
    public var memory: MemorySize?
    /// The most pixels along a side of a tile; 0 for whole pictures; nil for tiles only where whole
    /// pictures do not fit.
    public var tile: Int?
    /// The precision of the products.
    public var precision = Precision.f32
    /// The machine.
    public var machine = Machine()

    /// The memory limit.
    var limit: MemorySize { memory ?? machine.budget }

    /// All of the machine, and nothing decided.
    public init() {}

    /// Throws ``RenderError/badOption(name:found:expected:)`` for a number outside its range.
    func check() throws(RenderError) {
        for (name, count) in [("--threads", threads), ("--workers", workers)] {
            guard let count, !(1...256).contains(count) else { continue }
            throw .badOption(name: name, found: "\(count)", expected: "1 to 256")
        }
        if let tile, !(0...1 << 20).contains(tile) {
            throw .badOption(name: "--tile", found: "\(tile)", expected: "1 to \(1 << 20) or none")
        }
    }
}
