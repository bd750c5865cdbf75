import Testing

@testable import Weights

private typealias P = PickleWriter

/// Small files of both formats, cut and damaged in every way, and pickles that grow.
@Suite("Sweeps over PyTorch files")
struct PyTorchSweepTests {
    @Test("a file cut at any length is an error", arguments: ["numbers.pth", "numbers-legacy.pth"])
    func cut(name: String) throws {
        let bytes = try PyTorchFixture.bytes(name)
        let read = (0..<bytes.count).filter { length in
            (try? Checkpoint(pyTorch: Array(bytes[..<length]), file: "f")) != nil
        }
        #expect(read.isEmpty)
    }

    @Test("a pickle cut at any length is an error")
    func cutPickle() throws {
        let pickle = P.pickle(P.dict(P.tensor([4], [1])))
        let read = (0..<pickle.count).filter { length in
            let bytes = PyTorchHostileTests.archive(Array(pickle[..<length])).bytes
            return (try? Checkpoint(pyTorch: bytes, file: "f")) != nil
        }
        #expect(read.isEmpty)
    }

    @Test(
        "a file with any one bit flipped is read or refused, and what is read is whole",
        arguments: ["numbers.pth", "numbers-legacy.pth"])
    func flipped(name: String) throws {
        let bytes = try PyTorchFixture.bytes(name)
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let read = try? Checkpoint(pyTorch: flipped, file: "f") else { continue }
            #expect(read.tensors.values.allSatisfy { $0.values.count <= bytes.count * 4 })
        }
    }

    @Test("shared lists do not expand, and a million brackets do not recurse")
    func bombs() {
        // Each list holds the one before ten times: 10^200 items if it were expanded.
        var shared = P.ascii("]q") + [0]
        for level in 1...200 {
            shared += P.ascii("](") + (0..<10).flatMap { _ in [0x68, UInt8(level - 1)] }
            shared += P.ascii("eq") + [UInt8(level)]
        }
        let deep = [UInt8](repeating: UInt8(ascii: "]"), count: 1_000_000)
        let tuples = [UInt8](repeating: 0x85, count: 1_000_000)
        let loop = (0..<1_000_000).flatMap { _ in P.ascii("K\0q\0") }
        for opcodes in [shared, deep, P.ascii("N") + tuples, loop] {
            let bytes = PyTorchHostileTests.archive(P.pickle(opcodes)).bytes
            #expect(throws: WeightsError.self) { try Checkpoint(pyTorch: bytes, file: "f") }
        }
    }
}
