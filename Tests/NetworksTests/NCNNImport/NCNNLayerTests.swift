import Graphs
import Testing
import Weights

/// Every type of layer against what ncnn itself computed (Fixtures/ncnn/layers.py).
@Suite("ncnn layers")
struct NCNNLayerTests {
    static let fixture = Result { try Fixture.checkpoint("ncnn/layers.safetensors") }

    @Test("every layer equals ncnn's to 1e-5 of the range", arguments: NCNNLayerCase.all)
    func equalsNCNN(layer: NCNNLayerCase) throws {
        let fixture = try Self.fixture.get()
        let x = try #require(fixture[layer.input])
        let expected = try #require(fixture[layer.name])
        let found = try evaluate(layer.model, x)
        #expect(found.shape == expected.shape)
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
        let range = (expected.values.max() ?? 0) - (expected.values.min() ?? 0)
        #expect(difference <= 1e-5 * max(range, 1))
    }

    @Test("every case of the fixture is tried, and every type of layer is in one")
    func allCases() throws {
        let names = try Self.fixture.get().names.filter { !$0.hasPrefix("x.") }
        #expect(names.sorted() == NCNNLayerCase.all.map(\.name).sorted())
        let types = try Set(NCNNLayerCase.all.flatMap { try $0.model.layers.map(\.type) })
        #expect(types.count == 47)
    }
}
