import Foundation
import Graphs
import Testing
import Weights

@testable import Networks

/// A small network of Fixtures/ncnn/layers.py.
struct NCNNLayerCase: CustomTestStringConvertible, Sendable {
    let name: String
    /// The tensor of layers.safetensors that goes in.
    let input: String
    let text: [UInt8]
    let weights: [UInt8]
    var testDescription: String { name }

    var model: NCNNModel {
        get throws {
            try NCNNModel(
                text: text, file: "\(name).param", weights: weights, weightsFile: "\(name).bin")
        }
    }

    /// All cases; empty where the files cannot be read, which a test notices.
    static let all: [NCNNLayerCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/ncnn")
        guard
            let text = try? String(
                contentsOf: folder.appending(path: "layers.txt"), encoding: .utf8),
            let weights = try? Data(contentsOf: folder.appending(path: "layers.bin"))
        else { return [] }
        var offset = 0
        return text.split(separator: "=== ").compactMap { part in
            let lines = part.split(separator: "\n", maxSplits: 1)
            let words = lines[0].split(separator: " ").map(String.init)
            guard words.count == 3, let count = Int(words[2]) else { return nil }
            defer { offset += count }
            return NCNNLayerCase(
                name: words[0], input: words[1], text: Array(lines[1].utf8),
                weights: Array(weights[offset..<offset + count]))
        }
    }()
}

/// What the plain evaluation of a network's operations makes of a picture of any channels.
func evaluate(_ model: NCNNModel, _ x: Tensor) throws -> Tensor {
    let graph = try NCNNImporter.graph(of: model, tensors: model.tensors, input: x.valueShape)
    let parameters = graph.parameters.compactMap { parameter in
        model.tensors[parameter.name].map { tensor in
            parameter.rearrangements.reduce(tensor) { $1.applied(to: $0) }
        }
    }
    var values = [x]
    for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
        values.append(
            node.operation.evaluate(node.inputs.map { values[$0] }, parameters, shape))
    }
    return values[graph.output]
}
