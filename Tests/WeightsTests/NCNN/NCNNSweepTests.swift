import Testing

@testable import Weights

/// A small pair of files, cut and damaged in every way: an error or another network, never a crash.
@Suite("Sweeps over small ncnn files")
struct NCNNSweepTests {
    private let text = ncnnText(
        "Input in 0 1 x 0=4", "Convolution c 1 1 x y 0=1 1=1 5=1 6=3 9=2 -23310=1,0.125",
        "InnerProduct i 1 1 y z 0=2 2=2")
    private let weights =
        NCNNStored.float16([0x3c00, 0x4000, 0xc000]) + littleEndian([0.5])
        + NCNNStored.float32([0.25, -3])

    @Test("the pair is read as it is")
    func whole() throws {
        let tensors = try read(text, weights).tensors
        #expect(tensors["c.weight"]?.values == [1, 2, -2])
        #expect(tensors["c.bias"]?.values == [0.5])
        #expect(tensors["i.weight"]?.values == [0.25, -3])
    }

    @Test("weights cut at any length are an error")
    func cutWeights() {
        let read = weights.indices.filter { (try? self.read(text, weights[..<$0])) != nil }
        #expect(read.isEmpty)
    }

    @Test("text cut at any length is an error, but where the cut leaves a whole word")
    func cutText() {
        let read = text.indices.filter { (try? self.read(text[..<$0], weights)) != nil }
        #expect(read == [text.count - 1])
    }

    @Test("weights with one flipped bit are an error or other weights, but for the filling")
    func flippedWeights() throws {
        let original = try read(text, weights).tensors
        let filling = 10..<12
        for (byte, flipped) in flips(of: weights) where !filling.contains(byte) {
            guard let model = try? read(text, flipped[...]) else { continue }
            #expect(model.tensors != original)
        }
    }

    @Test("text with one flipped bit is an error or another network, but for the blanks")
    func flippedText() throws {
        let original = try read(text, weights)
        for (byte, flipped) in flips(of: text) where text[byte] > 0x20 {
            guard let model = try? read(flipped[...], weights[...]) else { continue }
            #expect(model.layers != original.layers || model.tensors != original.tensors)
        }
    }

    @Test("two damaged bytes anywhere in either file are read or refused")
    func noise() {
        var generator = SplitMix(state: 2)
        for round in 0..<5_000 {
            var files = [text, weights]
            for _ in 0..<2 {
                let file = round % 2
                files[file][Int.random(in: 0..<files[file].count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? read(files[0][...], files[1][...])
        }
    }

    private func read(
        _ text: ArraySlice<UInt8>, _ weights: ArraySlice<UInt8>
    ) throws -> NCNNModel {
        try NCNNModel(
            text: Array(text), file: "m", weights: Array(weights), weightsFile: "b")
    }

    private func read(_ text: [UInt8], _ weights: [UInt8]) throws -> NCNNModel {
        try read(text[...], weights[...])
    }

    private func read(_ text: [UInt8], _ weights: ArraySlice<UInt8>) throws -> NCNNModel {
        try read(text[...], weights)
    }

    private func read(_ text: ArraySlice<UInt8>, _ weights: [UInt8]) throws -> NCNNModel {
        try read(text, weights[...])
    }

    private func flips(of bytes: [UInt8]) -> [(byte: Int, flipped: [UInt8])] {
        (0..<bytes.count * 8).map { bit in
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            return (bit / 8, flipped)
        }
    }
}
