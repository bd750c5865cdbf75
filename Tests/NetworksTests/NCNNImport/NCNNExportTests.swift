import Foundation
import Imaging
import Testing
import Weights

@testable import Networks

/// Networks that pnnx exported from PyTorch, against PyTorch (Fixtures/ncnn/exported.py).
@Suite("ncnn networks from pnnx")
struct NCNNExportTests {
    static let names = ["compact", "attention", "excited", "styled"]

    static let outputs = Result { try Fixture.checkpoint("ncnn/pnnx/outputs.safetensors") }

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/ncnn/pnnx/\(name)").path
    }

    @Test(
        "with weights of 32 and of 16 bits the output is PyTorch's to 1e-5",
        arguments: names, ["f32", "f16"])
    func equalsPyTorch(name: String, bits: String) throws {
        let outputs = try Self.outputs.get()
        let x = try #require(outputs["x"])
        let expected = try #require(outputs["\(name).\(bits)"])
        let model = try NCNNModel(ncnnFile: Self.path("\(name).\(bits).param"))
        let found = try evaluate(model, x)
        #expect(found.shape == expected.shape)
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
        let range = (expected.values.max() ?? 0) - (expected.values.min() ?? 0)
        #expect(difference <= 1e-5 * max(range, 1))
    }

    @Test("weights of both precisions have one structure, so they can be mixed", arguments: names)
    func sameStructure(name: String) throws {
        let networks = try ["f32", "f16"].map {
            try Network(NCNNModel(ncnnFile: Self.path("\(name).\($0).bin")))
        }
        let graphs = try networks.map { try $0.graph(height: 64, width: 64) }
        #expect(graphs[0] == graphs[1])
        #expect(networks[0].tensors.keys == networks[1].tensors.keys)
    }

    @Test("sizes follow from the layers", arguments: names)
    func sizes(name: String) throws {
        let rules = [
            "compact": SizeRule(scale: 2, multiple: 1),
            "attention": SizeRule(scale: 2, multiple: 1),
            "excited": SizeRule(scale: 2, multiple: 2, loss: 16),
            "styled": SizeRule(scale: 1, multiple: 2),
        ]
        let network = try Network(NCNNModel(ncnnFile: Self.path("\(name).f32.param")))
        #expect(try network.sizeRule() == rules[name])
        #expect(network.convention == .unit)
        #expect(network.conventionSource == .assumed)
    }
}
