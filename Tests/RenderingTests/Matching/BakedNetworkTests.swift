import Fixtures
import Presets
import Testing
import Weights

@testable import Rendering

/// Mixtures baked into files.
struct BakedNetworkTests {
    let folder: TemporaryFolder
    let a = TinyNetwork.make(seed: 1)
    let b = TinyNetwork.make(seed: 2)

    init() throws {
        folder = try TemporaryFolder()
        try a.with(metadata: ["license": "MIT", "author": "A", "scale": "1"])
            .writeSafetensors(to: folder.path("a.safetensors"))
        try b.with(metadata: ["license": "BSD-3", "author": "A", "scale": "2"])
            .writeSafetensors(to: folder.path("b.safetensors"))
    }

    private func blend(_ shares: [(String, Double)]) throws -> BakedNetwork {
        try BakedNetwork(
            shares.map {
                WeightedReference(reference: NetworkReference(folder.path($0.0)), weight: $0.1)
            })
    }

    @Test func `every number is Σ αᵢ θᵢ, under the first file's names in its order`() throws {
        try blend([("a.safetensors", 0.25), ("b.safetensors", 0.75)])
            .write(to: folder.path("ab.safetensors"))
        let result = try Checkpoint(safetensorsFile: folder.path("ab.safetensors"))
        #expect(result.names == a.names)
        for name in a.names {
            let (x, y) = (try #require(a[name]), try #require(b[name]))
            let found = try #require(result[name])
            #expect(found.shape == x.shape)
            // Two products and a sum, each rounded.
            let isSum = zip(found.values, zip(x.values, y.values)).allSatisfy { sum, pair in
                let (p, q) = (0.25 * Double(pair.0), 0.75 * Double(pair.1))
                return abs(Double(sum) - (p + q)) <= 0x1p-23 * (abs(p) + abs(q))
            }
            #expect(isSum)
        }
    }

    @Test func `a network blended with nothing stays bit for bit`() throws {
        let result = try blend([("a.safetensors", 1), ("b.safetensors", 0)]).checkpoint()
        #expect(result.tensors == a.tensors)
    }

    @Test func `metadata says what all agree on, all licences, the colours and the shares`() throws
    {
        let result = try blend([("a.safetensors", 0.5), ("b.safetensors", 0.5)]).checkpoint()
        let (first, second) = (folder.path("a.safetensors"), folder.path("b.safetensors"))
        #expect(
            result.metadata == [
                "license": "MIT; BSD-3", "author": "A", "input": "RGB 0…255",
                "mixture": "\(first) 0.5, \(second) 0.5",
            ])
    }

    @Test(.enabled(if: RealData.isThere, "needs the shared data (SEGUE_DATA)"))
    func `a blended ONNX file is the file with other weights`() throws {
        let names = ["monet", "vangogh"].map { RealData.path("networks/painters/\($0).onnx") }
        try BakedNetwork(
            names.map { WeightedReference(reference: NetworkReference($0), weight: 0.5) }
        ).write(to: folder.path("half.onnx"))
        let (first, second) = (
            try ONNXModel(onnxFile: names[0]), try ONNXModel(onnxFile: names[1])
        )
        let half = try ONNXModel(onnxFile: folder.path("half.onnx"))
        #expect(half.graph.nodes.map(\.inputs) == first.graph.nodes.map(\.inputs))
        #expect(half.graph.initializers.map(\.name) == first.graph.initializers.map(\.name))
        for (k, found) in half.graph.initializers.enumerated() {
            switch (first.graph.initializers[k].elements, second.graph.initializers[k].elements) {
            case (.floats(let x), .floats(let y)):
                #expect(found.elements == .floats(zip(x, y).map { $0 * 0.5 + $1 * 0.5 }))
            case (let x, _): #expect(found.elements == x)
            }
        }
    }
}
