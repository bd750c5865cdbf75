/// Gives the reader bytes of libFuzzer's making: it may refuse them, and must not do anything else.
///
/// The same bytes are also executed as a pickle alone, which the checksums of a zip file would keep
/// the fuzzer from reaching.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPyTorch(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? Checkpoint(pyTorch: bytes, file: "f")
    var unpickler = Unpickler(PickleBytes(file: "f", record: nil, all: bytes))
    if let root = try? unpickler.next() {
        _ = try? StateDict.all(
            in: Pickle(bytes: unpickler.bytes, heap: unpickler.heap, root: root))
    }
    return 0
}
