import Foundation
import Graphs
import Inference
import Networks
import Weights

/// A network, its input, and where the outputs go.
///
/// A line has ID, FORMAT (onnx or ncnn), MODE, CHANNELS, HEIGHT, WIDTH.  MODE is `picture` where the
/// input is laid out as the file wants pictures and the output is a picture, `raw` where both are taken
/// as they are.  Read are ID.onnx, or ID.param and ID.bin, and ID.input; written are ID.8 and ID.16, by
/// the number of lanes, and ID.plain, by the plain evaluation of the operations.  Inputs and outputs are
/// 32-bit floats in row-major order.
struct Case {
    let id: String
    private let format: String
    private let isImage: Bool
    private let shape: Shape
    private let folder: URL

    /// Nil for a line that has not these words.
    init?(line: String, folder: URL) {
        let words = line.split(separator: " ").map(String.init)
        let sizes = words.suffix(3).compactMap { Int($0) }
        guard words.count == 6, sizes.count == 3, ["onnx", "ncnn"].contains(words[1]) else {
            return nil
        }
        id = words[0]
        format = words[1]
        isImage = words[2] == "picture"
        shape = Shape(channels: sizes[0], height: sizes[1], width: sizes[2])
        self.folder = folder
    }

    /// Writes the outputs and gives their sizes.
    func run() throws -> [Int] {
        let (graph, tensors) = try network()
        let parameters = graph.parameters.compactMap { parameter in
            tensors[parameter.name].map { tensor in
                parameter.rearrangements.reduce(tensor) { $1.applied(to: $0) }
            }
        }
        let input = try numbers("input")
        for lanes in [8, 16] {
            let run = try GraphRun(graph, tensors: parameters, lanes: lanes, isBanded: lanes == 16)
            // The second run must not see what the first one left behind.
            _ = try run.values(of: input.map { _ in .nan })
            try write(try run.values(of: input), "\(lanes)")
        }
        let plain = ReferenceEngine.run(
            graph, parameters: parameters, input: Tensor(shape: shape.sizes, values: input))
        try write(plain.values, "plain")
        return graph.outputShape.sizes
    }

    private func network() throws -> (graph: Graph, tensors: [String: Tensor]) {
        if format == "ncnn" {
            let model = try NCNNModel(ncnnFile: file("param").path)
            let graph = try NCNNImporter.graph(of: model, tensors: model.tensors, input: shape)
            return (graph, model.tensors)
        }
        let model = try ONNXModel(onnxFile: file("onnx").path)
        let tensors = model.parameters
        let name = model.graph.inputs.first?.name ?? ""
        let graph =
            isImage
            ? try ONNXImporter.graph(of: model, tensors: tensors, input: shape)
            : try ONNXImporter.graph(of: model, tensors: tensors, rawInput: name, shape)
        return (graph, tensors)
    }

    private func file(_ ending: String) -> URL { folder.appending(path: "\(id).\(ending)") }

    private func numbers(_ ending: String) throws -> [Float] {
        let bytes = try Data(contentsOf: file(ending))
        return bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map {
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
            }
        }
    }

    private func write(_ values: [Float], _ ending: String) throws {
        var bytes = Data(capacity: 4 * values.count)
        for value in values {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        try bytes.write(to: file(ending))
    }
}
