@testable import Weights

/// A `.param` file of these layers with the counts they have.
func ncnnText(_ layers: String..., blobs: Int? = nil) -> [UInt8] {
    let made = layers.reduce(0) { sum, line in
        let words = line.split(separator: " ")
        return sum + (words.count > 3 ? Int(words[3]) ?? 0 : 0)
    }
    let lines = ["7767517", "\(layers.count) \(blobs ?? made)"] + layers
    return Array((lines.joined(separator: "\n") + "\n").utf8)
}

/// Reads a network from memory; messages call the files m.param and m.bin.
func ncnn(
    _ layers: String..., weights: [UInt8] = [], allowNonFinite: Bool = false
) throws -> NCNNModel {
    let made = layers.reduce(0) { sum, line in
        sum + (Int(line.split(whereSeparator: \.isWhitespace)[3]) ?? 0)
    }
    let text = "7767517\n\(layers.count) \(made)\n" + layers.joined(separator: "\n")
    return try NCNNModel(
        text: Array(text.utf8), file: "m.param", weights: weights, weightsFile: "m.bin",
        allowNonFinite: allowNonFinite)
}

/// A tensor after the word that tells its number format.
enum NCNNStored {
    static func float32(_ values: [Float]) -> [UInt8] { [0, 0, 0, 0] + littleEndian(values) }

    /// Halves given by their bits, filled up to a multiple of 4 bytes.
    static func float16(_ bits: [UInt16]) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: bits.count % 2 * 2)
        return littleEndian(UInt32(0x0130_6b47)) + bits.flatMap { littleEndian($0) } + padding
    }

    /// Indices into a table of 256 floats, filled up to a multiple of 4 bytes.
    static func table(_ values: [Float], _ indices: [UInt8]) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: (4 - indices.count % 4) % 4)
        return littleEndian(UInt32(1)) + littleEndian(values) + indices + padding
    }
}
