import Imaging
import Networks
import Weights

/// Small ONNX networks, RGB to RGB, of one layer after the other.
enum SmallNetwork {
    /// One 1×1 convolution whose matrix and bias are given.
    static func matrix(
        _ weight: [Float], bias: [Float] = [0, 0, 0], file: String = "net.onnx",
        convention: PixelConvention? = nil
    ) throws -> Network {
        try Network(
            model(
                [node("Conv", ["x", "w", "b"], "y")],
                [("w", [3, 3, 1, 1], weight), ("b", [3], bias)], file: file),
            convention: convention)
    }

    static let identity: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1]

    static func node(
        _ operation: String, _ inputs: [String], _ output: String,
        _ attributes: [String: ONNXNode.Attribute] = [:]
    ) -> ONNXNode {
        ONNXNode(
            name: output, operation: operation, inputs: inputs, outputs: [output],
            attributes: attributes)
    }

    static func model(
        _ nodes: [ONNXNode], _ tensors: [(String, [Int], [Float])],
        integers: [String: [Int64]] = [:], file: String = "net.onnx", channels: Int = 3,
        opset: Int64 = 9
    ) -> ONNXModel {
        let constants = integers.map {
            ONNXTensor(name: $0.key, shape: [$0.value.count], elements: .integers($0.value))
        }
        return ONNXModel(
            file: file, irVersion: 8, opsets: ["": opset], producer: "", metadata: [:],
            graph: ONNXGraph(
                name: "", nodes: nodes,
                initializers: tensors.map {
                    ONNXTensor(name: $0.0, shape: $0.1, elements: .floats($0.2))
                } + constants,
                inputs: [
                    ONNXValueInfo(
                        name: "x", shape: [.fixed(1), .fixed(channels), .named("h"), .named("w")])
                ],
                outputs: [ONNXValueInfo(name: "y", shape: nil)]))
    }
}
