/// Gives the reader bytes of libFuzzer's making: it may refuse them, and must not do anything else.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzONNX(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? ONNXModel(onnx: bytes, file: "f")
    return 0
}
