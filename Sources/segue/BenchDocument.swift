import Inference
import Rendering

/// The results of `bench` as JSON.
///
/// `{"seconds_per_frame", "interpolation_share", "peak_memory_bytes", "frames", "width", "height",
/// "still", "workers", "threads", "precision", "multiply_accumulates", "worker_seconds_per_frame"}`; with
/// layers also `"core_peak"` and `"layers": [{"name", "kind", "kernel", "milliseconds", "share",
/// "multiply_accumulates", "operations_per_second", "peak_share"}], "kinds": [{"kind", "count",
/// "milliseconds", "share"}]`.  Rates and peaks are floating-point operations a second, a
/// multiply-accumulate of a convolution's direct form counted as two.  Values that were not measured are null.
enum BenchDocument {
    private struct Layer: Encodable {
        let name: String
        let kind: String
        let kernel: String
        let milliseconds: Double
        let share: Double
        let multiplyAccumulates: Nullable<Double>
        let operationsPerSecond: Nullable<Double>
        let peakShare: Nullable<Double>
    }

    private struct Group: Encodable {
        let kind: String
        let count: Int
        let milliseconds: Double
        let share: Double
    }

    /// The text, keys in the order above.
    ///
    /// - Parameter corePeak: operations a second; nil to leave out the layers.
    static func json(_ result: BenchmarkResult, corePeak: Double?) throws -> String {
        var document = JSONDocument()
        try document.add("seconds_per_frame", result.secondsPerFrame)
        try document.add("interpolation_share", result.interpolationShare)
        try document.add("peak_memory_bytes", Nullable(wrappedValue: result.peakMemoryBytes))
        try document.add("frames", result.frames)
        try document.add("width", result.width)
        try document.add("height", result.height)
        try document.add("still", result.isStill)
        try document.add("workers", result.workers)
        try document.add("threads", result.threads)
        try document.add("precision", result.precision.rawValue)
        try document.add("multiply_accumulates", result.multiplyAccumulates)
        try document.add("worker_seconds_per_frame", result.workerSecondsPerFrame)
        if let corePeak { try addLayers(of: result, corePeak, to: &document) }
        return document.text
    }

    private static func addLayers(
        of result: BenchmarkResult, _ corePeak: Double, to document: inout JSONDocument
    ) throws {
        let layers = result.layers.map { layer in
            Layer(
                name: layer.name, kind: layer.kind, kernel: layer.kernel,
                milliseconds: 1000 * layer.seconds, share: result.share(layer.seconds),
                multiplyAccumulates: Nullable(wrappedValue: layer.multiplyAccumulates),
                operationsPerSecond: Nullable(wrappedValue: layer.operationsPerSecond),
                peakShare: Nullable(wrappedValue: result.peakShare(layer, corePeak: corePeak)))
        }
        let groups = result.groups.map { group in
            Group(
                kind: group.kind, count: group.count, milliseconds: 1000 * group.seconds,
                share: result.share(group.seconds))
        }
        try document.add("core_peak", corePeak)
        try document.add("layers", list: layers)
        try document.add("kinds", list: groups)
    }
}
