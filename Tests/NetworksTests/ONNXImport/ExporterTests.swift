import Foundation
import Graphs
import Networks
import Testing
import Weights

/// Networks of random weights as PyTorch's two exporters write them, against what PyTorch computed
/// (Fixtures/exporters.py).
struct ExporterTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".onnx") }.sorted()
    }()

    @Test(
        "a network equals PyTorch's to 1e-5 whichever exporter wrote it",
        arguments: files, [true, false])
    func equalsPyTorch(file: String, recognises: Bool) throws {
        let model = try ONNXModel(onnxFile: Self.folder.appending(path: file).path)
        let name = try #require(file.split(separator: ".").first)
        let values = try Checkpoint(
            safetensorsFile: Self.folder.appending(path: "exporters.safetensors").path)
        let input = try #require(values["\(name).x"])
        let expected = try #require(values["\(name).y"])
        let graph = try ONNXImporter.graph(
            of: model, tensors: model.parameters, input: Shape(input.shape),
            recognises: recognises)
        let found = evaluate(graph, tensors: model.parameters, input: input)
        #expect(found.shape == expected.shape)
        let range = expected.values.map(abs).max() ?? 0
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .nan
        #expect(difference <= 1e-5 * max(range, 1))
    }

    @Test("there are networks of both exporters and of channels-last ones")
    func kinds() {
        for kind in ["traced", "captured", "written"] {
            #expect(Self.files.contains { $0.contains(".\(kind)") })
        }
    }

    @Test("what exporters write out is recognised in every file it stands in", arguments: files)
    func recognised(file: String) throws {
        let model = try ONNXModel(onnxFile: Self.folder.appending(path: file).path)
        let graph = try ONNXImporter.graph(
            of: model, tensors: model.parameters,
            input: Shape(channels: 3, height: 16, width: 20))
        let kinds = Set(graph.nodes.map { kind($0.operation) })
        let name = file.split(separator: ".").first.map(String.init) ?? ""
        let expected: [String: Set<String>] = [
            "norms": ["group", "instance", "layer", "batch"],
            "shuffles": ["shuffle", "unshuffle", "prelu", "transposed"],
            "gates": ["gelu", "tanhGELU", "silu", "hardSwish", "hardSigmoid", "mish"],
            "attention": ["layer", "softmax", "product", "shuffle"],
            "nhwc": ["instance", "shuffle"],
        ]
        #expect((expected[name] ?? []).subtracting(kinds).isEmpty)
        if name == "nhwc" || name == "norms" {
            #expect(!kinds.contains("transposition"))
        }
    }

    /// A word for what the tests look for; others are all one.
    private func kind(_ operation: Graphs.Operation) -> String {
        switch operation {
        case .groupNormalization: "group"
        case .instanceNormalization: "instance"
        case .layerNormalization: "layer"
        case .batchNormalization: "batch"
        case .pixelShuffle: "shuffle"
        case .pixelUnshuffle: "unshuffle"
        case .parametricReLU: "prelu"
        case .transposedConvolution: "transposed"
        case .transposition: "transposition"
        case .matrixProduct: "product"
        case .softmax: "softmax"
        case .activation(.gelu): "gelu"
        case .activation(.tanhGELU): "tanhGELU"
        case .activation(.silu): "silu"
        case .activation(.mish): "mish"
        case .activation(.hardSwish): "hardSwish"
        case .activation(.hardSigmoid): "hardSigmoid"
        default: "other"
        }
    }
}
