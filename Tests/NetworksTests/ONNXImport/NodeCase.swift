import Foundation
import Graphs
import Networks

@testable import Weights

/// One of ONNX's own backend node tests: a model, its inputs and what it must make of them.
struct NodeCase {
    /// Why a case is not run.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    private let folder: URL
    private let model: ONNXModel
    /// The relative and the absolute difference that ONNX's own runner allows.
    private let tolerance: (relative: Float, absolute: Float)

    /// Throws a refusal, or what the reader says of the model.
    init(folder: URL) throws {
        name = folder.lastPathComponent
        self.folder = folder
        model = try ONNXModel(
            onnxFile: folder.appending(path: "model.onnx").path, allowNonFinite: true)
        let text = try String(
            contentsOf: folder.appending(path: "tolerance"), encoding: .utf8)
        let numbers = text.split(separator: " ").compactMap {
            Float($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        tolerance = (numbers[0], numbers[1])
    }

    /// The first operator, which the case is about.
    var operation: String {
        model.graph.nodes.last { $0.operation != "Constant" }?.operation ?? "none"
    }

    /// What a case shows.
    struct Outcome {
        /// How each output that is not right differs; empty when all are right.
        var wrong: [String] = []
        /// Outputs that are right to what ONNX's own runner allows only.
        var loose: [String] = []
        /// Outputs that are not made: indices of the largest, means, masks.
        var left: [String] = []
    }

    /// Computes every output that is made.
    ///
    /// The first input of floats is computed with, whatever its rank; the others are stored in the file.
    func outcome() throws -> Outcome {
        let inputs = try model.graph.inputs.enumerated().compactMap { index, info in
            try tensor("input_\(index)", named: info.name)
        }
        guard inputs.count == model.graph.inputs.count else {
            throw Refusal(description: "an input that is no tensor")
        }
        let first = inputs.first { if case .floats = $0.elements { true } else { false } }
        guard let first, case .floats(let values) = first.elements else {
            throw Refusal(description: "no input of floats")
        }
        let input = Tensor(shape: first.shape, values: values)
        let others = inputs.filter { $0.name != first.name }
        var outcome = Outcome()
        for (index, output) in model.graph.outputs.enumerated() where !output.name.isEmpty {
            do {
                let found = try computed(output, input, first.name, others)
                try compare(output.name, index, found, &outcome)
            } catch GraphError.notAnImageNetwork(_, let found, _)
                where index > 0 && found.hasSuffix("that no node makes")
            {
                outcome.left.append(output.name)
            }
        }
        return outcome
    }

    private func computed(
        _ output: ONNXValueInfo, _ input: Tensor, _ name: String, _ others: [ONNXTensor]
    ) throws -> Tensor {
        let stored = ONNXModel(
            file: "\(self.name).onnx", irVersion: model.irVersion, opsets: model.opsets,
            producer: "", metadata: [:],
            graph: ONNXGraph(
                name: "", nodes: model.graph.nodes,
                initializers: model.graph.initializers + others, inputs: [],
                outputs: [output]))
        let graph = try ONNXImporter.graph(
            of: stored, tensors: stored.parameters, rawInput: name, Shape(input.shape))
        return evaluate(graph, tensors: stored.parameters, input: input)
    }

    private func compare(
        _ name: String, _ index: Int, _ found: Tensor, _ outcome: inout Outcome
    ) throws {
        guard let expected = try tensor("output_\(index)", named: name) else {
            throw Refusal(description: "an output that is no tensor")
        }
        guard case .floats(let values) = expected.elements else {
            throw Refusal(description: "an output of integers")
        }
        guard found.shape == expected.shape else {
            outcome.wrong.append("shape \(found.shape), expected \(expected.shape)")
            return
        }
        let pairs = zip(found.values, values)
        if pairs.allSatisfy({ isNear($0, $1, within: 1e-5 * max(abs($1), 1)) }) { return }
        let type = try fields("output_\(index)")?.type
        // Steps in between are rounded to 8 bits there, and are not here.
        let relative = type == 16 ? 0x1p-6 : tolerance.relative
        let allowed = pairs.allSatisfy {
            isNear($0, $1, within: relative * abs($1) + tolerance.absolute)
        }
        let worst = pairs.map { abs($0 - $1) }.max() ?? 0
        let text = "\(name) differs by \(worst)"
        if allowed { outcome.loose.append(text) } else { outcome.wrong.append(text) }
    }

    private func isNear(_ a: Float, _ b: Float, within distance: Float) -> Bool {
        a == b || a.isNaN && b.isNaN || abs(a - b) <= distance
    }

    /// A `TensorProto`; nil when the case has none.
    private func tensor(_ file: String, named name: String) throws -> ONNXTensor? {
        let path = folder.appending(path: "test_data_set_0/\(file).pb").path
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let tensor = try ONNXTensor(ProtobufReader(file: file, bytes: [UInt8](bytes)))
        return ONNXTensor(name: name, shape: tensor.shape, elements: tensor.elements)
    }

    private func fields(_ file: String) throws -> ONNXTensorFields? {
        let path = folder.appending(path: "test_data_set_0/\(file).pb").path
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        return try ONNXTensorFields(ProtobufReader(file: file, bytes: [UInt8](bytes)))
    }
}

/// A graph computed node by node with the operations' own evaluation.
func evaluate(_ graph: Graph, tensors: [String: Tensor], input: Tensor) -> Tensor {
    let parameters = graph.parameters.map { parameter in
        parameter.rearrangements.reduce(tensors[parameter.name] ?? input) { $1.applied(to: $0) }
    }
    var values = [Tensor(shape: graph.inputShape.sizes, values: input.values)]
    for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
        values.append(
            node.operation.rule.evaluate(
                node.inputs.map { values[$0] }, parameters: parameters, shape: shape))
    }
    return values[graph.output]
}
