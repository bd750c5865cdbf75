import CKernels
internal import COneDNN
import Graphs

/// The processor as oneDNN sees it.
///
/// The corresponding C type is `dnnl_engine_t`.  Sendable: an engine holds no state that calls change.
final class OneDNNEngine: @unchecked Sendable {
    let handle: dnnl_engine_t

    init() throws(InferenceError) {
        var engine: dnnl_engine_t?
        try check("dnnl_engine_create", dnnl_engine_create(&engine, dnnl_cpu, 0))
        guard let engine else { throw .oneDNN(call: "dnnl_engine_create", code: 0) }
        handle = engine
    }

    deinit { dnnl_engine_destroy(handle) }

    /// Channels that stand side by side in a blocked activation: 16 with AVX-512, else 8.
    static var lanes: Int { Int(segue_vector_lanes()) }

    /// Instructions that our own convolutions may use: what oneDNN may.
    let level = segue_level(UInt32(segue_vector_level()))

    /// Whether the processor multiplies bfloat16 in vectors, as far as oneDNN may.
    let hasBF16 = segue_has_bf16() != 0

    /// The library's version, as `2.6.3`.
    static var version: String {
        guard let version = dnnl_version()?.pointee else { return "unknown" }
        return "\(version.major).\(version.minor).\(version.patch)"
    }
}

/// An order of execution; each worker has its own.
///
/// The corresponding C type is `dnnl_stream_t`.
final class OneDNNStream {
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

/// Turns a status into an error that names the call; the one place where statuses are read.
func check(_ call: @autoclosure () -> String, _ status: dnnl_status_t) throws(InferenceError) {
    guard status == dnnl_success else {
        throw .oneDNN(call: call(), code: Int32(bitPattern: status.rawValue))
    }
}
