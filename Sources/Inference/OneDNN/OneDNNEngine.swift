import CKernels
internal import COneDNN
import Graphs

/// The processor as oneDNN sees it.
///
/// The corresponding C type is `dnnl_engine_t`.  Sendable: an engine holds no state that calls change.
final class OneDNNEngine: @unchecked Sendable {
    let handle: dnnl_engine_t

    /// Instructions that our own kernels use: those of the level in use, as far as oneDNN may use them.
    let level: segue_level

    /// Our own kernels, of that level.
    let kernels: segue_kernels

    /// - Throws: `InferenceError`: also where `SEGUE_CPU` names no level.
    init() throws(InferenceError) {
        try Self.checkCap()
        var engine: dnnl_engine_t?
        try check("dnnl_engine_create", dnnl_engine_create(&engine, dnnl_cpu, 0))
        guard let engine else { throw .oneDNN(call: "dnnl_engine_create", code: 0) }
        handle = engine
        level = segue_level(
            rawValue: min(segue_level_in_use().rawValue, UInt32(segue_vector_level())))
        kernels = segue_kernels_at(level).pointee
        hasBF16 = segue_has_bf16() != 0
    }

    deinit { dnnl_engine_destroy(handle) }

    /// Channels that stand side by side in a blocked activation: 16 with AVX-512, else 8.
    static var lanes: Int {
        // An engine is made before anything is computed, and throws the problem.
        _ = capProblem
        return Int(segue_vector_lanes())
    }

    /// Keeps oneDNN, too, from instructions above the level that `SEGUE_CPU` names: once, before it is asked
    /// what it may use, as it takes no cap afterwards.
    private static let capProblem: InferenceError? = {
        let cap = segue_level_cap()
        guard cap >= 0 else { return .unknownLevel(found: String(cString: segue_level_cap_text())) }
        // Without a cap below the processor's level, oneDNN chooses as it always does.
        guard cap < segue_best_level().rawValue else { return nil }
        let instructions =
            cap == SEGUE_LEVEL_PLAIN.rawValue ? dnnl_cpu_isa_sse41 : dnnl_cpu_isa_avx2
        let status = dnnl_set_max_cpu_isa(instructions)
        guard status != dnnl_success else { return nil }
        return .oneDNN(call: "dnnl_set_max_cpu_isa", code: Int32(status.rawValue))
    }()

    /// Whether `SEGUE_CPU` can be obeyed.
    static func checkCap() throws(InferenceError) {
        if let capProblem { throw capProblem }
    }

    /// Whether the processor multiplies bfloat16 in vectors, as far as oneDNN may.
    let hasBF16: Bool

    /// The library's version, as `2.6.3`.
    static var version: String {
        guard let version = dnnl_version()?.pointee else { return "unknown" }
        return "\(version.major).\(version.minor).\(version.patch)"
    }
}

extension OneDNNEngine {
    /// An order of execution; each worker has its own.
    ///
    /// The corresponding C type is `dnnl_stream_t`.
    final class Stream {
        let handle: dnnl_stream_t

        init(_ engine: OneDNNEngine) throws(InferenceError) {
            var stream: dnnl_stream_t?
            try check(
                "dnnl_stream_create",
                dnnl_stream_create(&stream, engine.handle, dnnl_stream_in_order.rawValue))
            guard let stream else { throw .oneDNN(call: "dnnl_stream_create", code: 0) }
            handle = stream
        }

        deinit { dnnl_stream_destroy(handle) }
    }
}

/// Turns a status into an error that names the call; the one place where statuses are read.
func check(_ call: @autoclosure () -> String, _ status: dnnl_status_t) throws(InferenceError) {
    guard status == dnnl_success else {
        throw .oneDNN(call: call(), code: Int32(bitPattern: status.rawValue))
    }
}
