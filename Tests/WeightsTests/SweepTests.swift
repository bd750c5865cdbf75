import Testing

@testable import Weights

/// Small files of both formats, cut and damaged in every way: an error or other weights, never a crash.
@Suite("Sweeps over small files")
struct SweepTests {
    private let safetensorsFile = safetensors(
        #"{"__metadata__":{"k":"v"},"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#
            + #""b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},"#
            + #""n":{"dtype":"I64","shape":[],"data_offsets":[12,20]}}"#,
        [0, 0x3c, 0, 0x40] + littleEndian([0.5, -3]) + littleEndian(Int64(7)))

    private let onnxFile: [UInt8] = {
        typealias W = ProtobufWriter
        let node =
            W.text(1, "x") + W.text(2, "y") + W.text(4, "Conv")
            + W.message(5, W.text(1, "pads"), W.int(20, 7), W.bytes(8, [1, 1, 1, 1]))
        let tensor = W.int(1, 2) + W.int(2, 1) + W.text(8, "w")
        return onnx(
            graph: W.message(1, node), W.message(5, tensor, W.bytes(9, littleEndian([0.5, -3]))),
            W.message(11, W.text(1, "x")), W.message(12, W.text(1, "y")))
    }()

    @Test("safetensors cut at any length is an error")
    func cutSafetensors() {
        let read = (0..<safetensorsFile.count).filter { length in
            (try? Checkpoint(safetensors: safetensorsFile[..<length], file: "f")) != nil
        }
        #expect(read.isEmpty)
        #expect(throws: Never.self) { try Checkpoint(safetensors: safetensorsFile, file: "f") }
    }

    @Test("ONNX cut at any length is an error, but where the cut leaves nothing half")
    func cutONNX() {
        let read = (0..<onnxFile.count).filter { length in
            (try? ONNXModel(onnx: Array(onnxFile[..<length]), file: "m")) != nil
        }
        #expect(read.isEmpty)
        #expect(throws: Never.self) { try ONNXModel(onnx: onnxFile, file: "m") }
    }

    @Test("safetensors with one flipped bit is an error or says something else")
    func flippedSafetensors() throws {
        let original = try Checkpoint(safetensors: safetensorsFile, file: "f")
        for flipped in flips(of: safetensorsFile) {
            guard let read = try? Checkpoint(safetensors: flipped, file: "f") else { continue }
            #expect(!same(read, original))
        }
    }

    @Test("ONNX with one flipped bit is read or refused")
    func flippedONNX() {
        let read = flips(of: onnxFile).filter { (try? ONNXModel(onnx: $0, file: "m")) != nil }
        #expect(read.count < onnxFile.count * 8)
    }

    @Test("two flipped bytes anywhere in the ONNX file are read or refused")
    func noise() {
        var generator = SplitMix(state: 1)
        for _ in 0..<5_000 {
            var bytes = onnxFile
            for _ in 0..<2 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? ONNXModel(onnx: bytes, file: "m", allowNonFinite: true)
        }
    }

    private func flips(of bytes: [UInt8]) -> [[UInt8]] {
        (0..<bytes.count * 8).map { bit in
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            return flipped
        }
    }

    private func same(_ a: Checkpoint, _ b: Checkpoint) -> Bool {
        a.names == b.names && a.tensors == b.tensors && a.integerTensors == b.integerTensors
            && a.metadata == b.metadata
    }
}

/// A generator whose numbers are the same on every run (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
