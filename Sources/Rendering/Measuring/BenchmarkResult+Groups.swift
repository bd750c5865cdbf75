import Inference

extension BenchmarkResult {
    /// Layers of one kind together.
    public struct Group: Sendable {
        public let kind: String
        public let count: Int
        /// Of one worker, a frame.
        public let seconds: Double
    }

    /// The kinds in the order of their first layers.
    public var groups: [Group] {
        var kinds: [String] = []
        for layer in layers where !kinds.contains(layer.kind) { kinds.append(layer.kind) }
        return kinds.map { kind in
            let members = layers.filter { $0.kind == kind }
            return Group(
                kind: kind, count: members.count, seconds: members.reduce(0) { $0 + $1.seconds })
        }
    }

    /// The part of a worker's frame that a time is, 0…1.
    public func share(_ seconds: Double) -> Double {
        workerSecondsPerFrame > 0 ? seconds / workerSecondsPerFrame : 0
    }

    /// What one core computes at most, floating-point operations a second in float32; takes a tenth
    /// of a second, in which nothing else should run.
    public static func measuredCorePeak() -> Double { EngineTraits.measuredPeak() }

    /// The part of what one worker's threads can do at most that a layer does; more than 1 where an
    /// algorithm needs fewer operations than the direct form.
    public func peakShare(_ layer: Layer, corePeak: Double) -> Double? {
        layer.operationsPerSecond.map { $0 / (corePeak * Double(threads)) }
    }
}
