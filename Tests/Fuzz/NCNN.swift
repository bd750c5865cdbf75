/// Gives the reader layers and weights of libFuzzer's making, a zero byte between them: it may refuse
/// them, and must not do anything else.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNCNN(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let weights = Array(bytes.drop { $0 != 0 }.dropFirst())
    _ = try? NCNNModel(
        text: Array(bytes.prefix { $0 != 0 }), file: "f.param", weights: weights,
        weightsFile: "f.bin")
    return 0
}
