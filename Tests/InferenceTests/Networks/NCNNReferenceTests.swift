import Fixtures
import Graphs
import Imaging
import Inference
import Networks
import Testing
import Weights

/// The published waifu2x networks against what PyTorch computed (shared data,
/// reference/waifu2x-upconv7): convolutions without padding, so PyTorch's output is 28 pixels smaller
/// than twice the input.
@Suite(.enabled(if: RealData.isThere, "needs the shared data (SEGUE_DATA)"))
struct NCNNReferenceTests {
    static let members = ["noise0_scale2.0x", "noise3_scale2.0x"]
    static let mixtures: [(String, [Float])] = [
        ("y.\(members[0])", [1, 0]), ("y.\(members[1])", [0, 1]),
        ("dni0.5.\(members[0])+\(members[1])", [0.5, 0.5]),
    ]

    let reference: Checkpoint
    let networks: [(name: String, network: Network)]

    init() throws {
        reference = try Checkpoint(
            safetensorsFile: RealData.path("reference/waifu2x-upconv7.safetensors"))
        networks = try Self.members.map { name in
            let file = RealData.path("networks/waifu2x-upconv7/\(name).param")
            return (name, try Network(NCNNModel(ncnnFile: file)))
        }
    }

    @Test("the plain evaluation of a corner agrees to 1e-4 of the range", arguments: mixtures)
    func corner(name: String, weights: [Float]) throws {
        let side = 15
        let x = try #require(reference["x"])
        let expected = try #require(reference[name])
        let graph = try networks[0].network.graph(height: side, width: side)
        let members = networks.map { $0.network.parameters(of: graph) }
        let mixed = zip(members[0], members[1]).map { a, b in
            Tensor(
                shape: a.shape,
                values: zip(a.values, b.values).map { weights[0] * $0 + weights[1] * $1 })
        }
        let y = ReferenceEngine.run(
            graph, parameters: mixed, input: corner(x, row: 0, column: 0, side: side))
        #expect(y.shape == [1, 3, 2 * side - 28, 2 * side - 28])
        let wanted = corner(expected, row: 0, column: 0, side: y.shape[2])
        #expect(difference(y.values, wanted.values) < 1e-4 * range(expected))
    }

    @Test("the whole picture agrees to 1e-4 of the range", arguments: mixtures)
    func picture(name: String, weights: [Float]) throws {
        let x = try #require(reference["x"])
        let expected = try #require(reference[name])
        let picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
        let worker = try NetworkFamily(networks)
            .compiled(width: picture.width, height: picture.height).makeWorker()
        let output = try worker.render(picture, weights: weights)
        #expect(output.width == 2 * picture.width && output.height == 2 * picture.height)
        // What the margins reach is not in PyTorch's output.
        let whole = Tensor(shape: [1, 3, output.height, output.width], values: output.samples)
        let middle = corner(whole, row: 14, column: 14, side: expected.shape[2])
        #expect(difference(middle.values, expected.values) < 1e-4 * range(expected))
    }

    @Test("twice the input less 28 pixels, of any size from 15 pixels")
    func sizes() throws {
        let network = networks[0].network
        #expect(try network.sizeRule() == SizeRule(scale: 2, multiple: 1, loss: 28))
        #expect(network.structureName == "ncnn layers")
        #expect(try network.graph(height: 15, width: 20).outputShape.sizes == [1, 3, 2, 12])
        #expect(throws: GraphError.self) { try network.graph(height: 14, width: 20) }
    }

    /// A square of a picture.
    private func corner(_ x: Tensor, row: Int, column: Int, side: Int) -> Tensor {
        let values = (0..<3).flatMap { channel in
            (row..<row + side).flatMap { y in
                let start = (channel * x.shape[2] + y) * x.shape[3] + column
                return x.values[start..<start + side]
            }
        }
        return Tensor(shape: [1, 3, side, side], values: values)
    }

    private func difference(_ a: [Float], _ b: [Float]) -> Float {
        a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
    }

    private func range(_ x: Tensor) -> Float {
        (x.values.max() ?? 0) - (x.values.min() ?? 0)
    }
}
