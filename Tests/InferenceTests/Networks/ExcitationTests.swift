import Graphs
import Networks
import Testing
import Weights

@testable import Inference

/// U-Nets with squeeze and excitation as PyTorch's two exporters and pnnx write them, against what PyTorch
/// computes (Fixtures/Excitation/excitation.py).
struct ExcitationTests {
    static let files = ["linear", "convolution"].flatMap { variant in
        ["traced.onnx", "captured.onnx", "pnnx.param"].map { "\(variant).\($0)" }
    }

    @Test("a U-Net is PyTorch's to 1e-5 of the range whoever wrote it", arguments: files, [8, 16])
    func equalsPyTorch(file: String, lanes: Int) throws {
        let values = try Fixture.checkpoint("Excitation/excitation")
        let input = try #require(values["x"])
        let expected = try #require(values[String(file.prefix { $0 != "." })])
        let (graph, tensors) = try fileNetwork(
            Fixture.path("Excitation/\(file)"), Shape(input.shape))
        #expect(graph.outputShape.sizes == expected.shape)
        let run = try GraphRun(graph, tensors: tensors, lanes: lanes)
        #expect(relativeDifference(try run.values(of: input.values), expected.values) < 1e-5)
    }

    @Test("its files make networks that can be rendered with", arguments: files)
    func sizes(file: String) throws {
        let path = Fixture.path("Excitation/\(file)")
        let network =
            try path.hasSuffix(".onnx")
            ? Network(ONNXModel(onnxFile: path)) : Network(NCNNModel(ncnnFile: path))
        #expect(try network.sizeRule() == SizeRule(scale: 1, multiple: 2, loss: 10))
    }
}
