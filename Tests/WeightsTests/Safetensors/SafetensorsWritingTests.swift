import Files
import Foundation
import Testing

@testable import Weights

@Suite("Writing safetensors")
struct SafetensorsWritingTests {
    private let checkpoint = Checkpoint(
        file: "net", names: ["b", "a\"\\\n"],
        tensors: [
            "b": Tensor(shape: [3], values: [1.5, -2, 0.1]),
            "a\"\\\n": Tensor(shape: [], values: [65504]),
        ],
        integerTensors: ["steps": IntegerTensor(shape: [2], values: [7, -1])],
        metadata: ["parent": "monet", "architecture": "TransformerNet"])

    @Test("the bytes are the length, the header, spaces up to a multiple of 8, and the data")
    func layout() throws {
        let one = Checkpoint(
            file: "f", names: ["w"], tensors: ["w": Tensor(shape: [1, 1], values: [1])],
            metadata: ["k": "v"])
        let header =
            #"{"__metadata__":{"k":"v"},"#
            + #""w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}"#
        let padding = String(repeating: " ", count: 7 - (header.utf8.count + 7) % 8)
        #expect(try one.safetensorsBytes() == safetensors(header + padding, [0, 0, 0x80, 0x3f]))
    }

    @Test("what was written in 32 bits is read again, in the same order")
    func roundTrip() throws {
        let bytes = try checkpoint.safetensorsBytes()
        let read = try Checkpoint(safetensors: bytes, file: "again")
        #expect(read.names == checkpoint.names)
        #expect(read.tensors == checkpoint.tensors)
        #expect(read.integerTensors == checkpoint.integerTensors)
        #expect(read.metadata == checkpoint.metadata)
        #expect(try read.safetensorsBytes() == bytes)
    }

    @Test("in 16 bits values are rounded to the nearest half")
    func half() throws {
        let bytes = try checkpoint.safetensorsBytes(elementType: .float16)
        let read = try Checkpoint(safetensors: bytes, file: "again")
        // The half nearest to 0.1 is 1638 × 2^−14.
        #expect(read["b"]?.values == [1.5, -2, 1638 * 0x1p-14])
        #expect(read["a\"\\\n"]?.values == [65504])
    }

    @Test("every tensor is aligned to its elements in the file")
    func alignment() throws {
        for type in Checkpoint.ElementType.allCases {
            let bytes = try checkpoint.safetensorsBytes(elementType: type)
            let header = try SafetensorsHeader(file: "f", size: bytes.count) { Array(bytes[$0]) }
            #expect(header.entries.allSatisfy { $0.range.lowerBound % $0.type.width == 0 })
        }
    }

    @Test("a value that 16 bits would make infinite is named")
    func overflow() throws {
        let large = Checkpoint(
            file: "f", names: ["w"], tensors: ["w": Tensor(shape: [2], values: [65519, 65520])])
        let error = #expect(throws: WeightsError.self) {
            try large.safetensorsBytes(elementType: .float16)
        }
        #expect(
            error?.description
                == "f[w]: 65520.0 at element 1, expected a number that 16 bits can hold")
        #expect(throws: Never.self) { try large.safetensorsBytes(elementType: .float32) }
    }

    @Test("NaN and the name that the format keeps for itself are not written")
    func refused() {
        let nan = Checkpoint(
            file: "f", names: ["w"], tensors: ["w": Tensor(shape: [], values: [.nan])])
        #expect(throws: WeightsError.self) { try nan.safetensorsBytes() }
        let reserved = Checkpoint(
            file: "f", names: ["__metadata__"],
            tensors: ["__metadata__": Tensor(shape: [], values: [1])])
        #expect(throws: WeightsError.self) { try reserved.safetensorsBytes() }
    }

    @Test("a file appears whole, replaces the one before, and leaves nothing beside it")
    func writing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("net.safetensors", [1, 2, 3])
        try checkpoint.writeSafetensors(to: path)
        #expect(try Checkpoint(safetensorsFile: path).tensors == checkpoint.tensors)
        #expect(try folder.contents == ["net.safetensors"])
    }

    @Test("folders that are missing are made")
    func folders() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a/b/net.safetensors"
        try checkpoint.writeSafetensors(to: path)
        #expect(try Checkpoint(safetensorsFile: path).tensors == checkpoint.tensors)
    }

    @Test("where a file cannot be written nothing changes")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("file")
        let path = "\(folder.path)/file/net.safetensors"
        let error = #expect(throws: FileError.self) {
            try checkpoint.writeSafetensors(to: path)
        }
        #expect(
            error?.description
                == "\(path): Not a directory, expected a folder that takes new files")
        let taken = "\(folder.path)/taken"
        try FileManager.default.createDirectory(
            atPath: taken, withIntermediateDirectories: false)
        let refused = #expect(throws: FileError.self) {
            try checkpoint.writeSafetensors(to: taken)
        }
        #expect(
            refused?.description == "\(taken): a folder, expected a free name or a regular file")
        // A link is not followed: a file elsewhere is never replaced.
        let link = "\(folder.path)/link"
        #expect(symlink("file", link) == 0)
        #expect(throws: FileError.self) { try checkpoint.writeSafetensors(to: link) }
        #expect(try folder.contents == ["file", "link", "taken"])
    }
}
