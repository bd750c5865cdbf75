internal import COneDNN

/// Turns a status into an error that names the call; the one place where statuses are read.
func check(_ call: @autoclosure () -> String, _ status: dnnl_status_t) throws(InferenceError) {
    guard status == dnnl_success else {
        throw .oneDNN(call: call(), code: Int32(bitPattern: status.rawValue))
    }
}
