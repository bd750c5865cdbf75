/// Gives the reader bytes of libFuzzer's making: it may refuse them, and must not do anything else.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSafetensors(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? Checkpoint(safetensors: bytes, file: "f")
    return 0
}
