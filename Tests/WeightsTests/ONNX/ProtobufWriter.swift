/// Writes Protocol Buffers by hand: the key, then the value (protobuf.dev, "Encoding").
enum ProtobufWriter {
    /// A number in base 128, the lowest group first.
    static func varint(_ value: UInt64) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }

    static func int(_ number: UInt64, _ value: Int64) -> [UInt8] {
        varint(number << 3) + varint(UInt64(bitPattern: value))
    }

    static func bytes(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    static func message(_ number: UInt64, _ fields: [UInt8]...) -> [UInt8] {
        bytes(number, Array(fields.joined()))
    }

    static func text(_ number: UInt64, _ text: String) -> [UInt8] {
        bytes(number, Array(text.utf8))
    }

    static func float(_ number: UInt64, _ value: Float) -> [UInt8] {
        varint(number << 3 | 5) + littleEndian(value.bitPattern)
    }

    static func double(_ number: UInt64, _ value: Double) -> [UInt8] {
        varint(number << 3 | 1) + littleEndian(value.bitPattern)
    }
}

private typealias W = ProtobufWriter

/// A `ModelProto` of IR version 8 and operator set 17 with a graph of these fields.
func onnx(graph fields: [UInt8]..., also more: [UInt8] = []) -> [UInt8] {
    W.int(1, 8) + W.message(8, W.int(2, 17)) + W.bytes(7, Array(fields.joined())) + more
}

/// A model whose only content is an initialiser called `w` with these fields.
func onnx(initializer fields: [UInt8]...) -> [UInt8] {
    onnx(graph: W.message(5, W.text(8, "w"), Array(fields.joined())))
}

/// A model whose only content is a node called `n` with one attribute of these fields.
func onnx(attribute fields: [UInt8]...) -> [UInt8] {
    onnx(
        graph: W.message(1, W.text(3, "n"), W.text(4, "Op"), W.bytes(5, Array(fields.joined()))))
}
