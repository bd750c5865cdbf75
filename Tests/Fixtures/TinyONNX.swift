/// Networks as ONNX bytes, written field by field (protobuf.dev, "Encoding"; onnx.proto).
public enum TinyONNX {
    /// A network that gives back its picture: a 1×1 convolution by the unit matrix, which a preset
    /// may also mix with a `gain` of another network.
    public static func identity(gain: Float = 1) -> [UInt8] {
        let unit: [Float] = (0..<9).map { $0 % 4 == 0 ? gain : 0 }
        return model(
            nodes: [node("Conv", "conv", inputs: ["picture", "weight"], output: "result")],
            weights: unit)
    }

    /// A network of one operator that nobody has heard of.
    public static func unknownOperator() -> [UInt8] {
        model(
            nodes: [node("Frobnicate", "middle", inputs: ["picture", "weight"], output: "result")],
            weights: [Float](repeating: 0, count: 9))
    }

    private static func model(nodes: [[UInt8]], weights: [Float]) -> [UInt8] {
        let weight =
            [3, 3, 1, 1].flatMap { number(1, $0) } + number(2, 1) + text(8, "weight")
            + bytes(9, weights.flatMap(littleEndian))
        let graph =
            nodes.flatMap { bytes(1, $0) } + text(2, "tiny") + bytes(5, weight)
            + bytes(11, value("picture")) + bytes(12, value("result"))
        // IR version 8 and operator set 17.
        return number(1, 8) + bytes(8, number(2, 17)) + bytes(7, graph)
    }

    private static func node(
        _ kind: String, _ name: String, inputs: [String], output: String
    ) -> [UInt8] {
        inputs.flatMap { text(1, $0) } + text(2, output) + text(3, name) + text(4, kind)
    }

    /// A float tensor of shape [1, 3, height, width].
    private static func value(_ name: String) -> [UInt8] {
        let dimensions =
            [number(1, 1), number(1, 3), text(2, "height"), text(2, "width")]
            .flatMap { bytes(1, $0) }
        return text(1, name) + bytes(2, bytes(1, number(1, 1) + bytes(2, dimensions)))
    }

    /// A number in base 128, the lowest group first.
    private static func varint(_ value: UInt64) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }

    private static func number(_ field: UInt64, _ value: UInt64) -> [UInt8] {
        varint(field << 3) + varint(value)
    }

    private static func bytes(_ field: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    private static func text(_ field: UInt64, _ text: String) -> [UInt8] {
        bytes(field, Array(text.utf8))
    }

    private static func littleEndian(_ value: Float) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
}
