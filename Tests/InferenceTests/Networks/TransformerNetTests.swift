import Graphs
import Imaging
import Inference
import Networks
import Testing
import Weights

/// A small TransformerNet, from safetensors and from both of its ONNX exports, against PyTorch.
struct TransformerNetTests {
    /// The files of the two members and how they are read.
    static let forms = ["transformer", "plain", "sizes"]
    static let rgb255 = PixelConvention(order: .rgb, range: .bytes)

    let outputs: Checkpoint

    init() throws {
        outputs = try Fixture.checkpoint("transformer.outputs")
    }

    static func members(_ form: String) throws -> [Network] {
        try ["a", "b"].map { name in
            form == "transformer"
                ? try Network(Fixture.checkpoint("\(form).\(name)"))
                : try Network(Fixture.model("\(form).\(name)"), convention: rgb255)
        }
    }

    @Test("both members and three networks between them equal PyTorch's to 1e-5", arguments: forms)
    func mixtures(form: String) throws {
        let family = try NetworkFamily(zip(["a", "b"], Self.members(form)).map { ($0, $1) })
        let x = try picture("x")
        let worker = try family.compiled(width: x.width, height: x.height).makeWorker()
        for (name, share) in [
            ("y.a", 0), ("y.25", 0.25), ("y.50", 0.5), ("y.75", 0.75), ("y.b", 1),
        ] as [(String, Float)] {
            let found = try worker.render(x, weights: [1 - share, share])
            let expected = try picture(name)
            #expect(relativeDifference(found.samples, expected.samples) < 1e-5, "\(name)")
        }
    }

    @Test("the reference engine equals PyTorch to 1e-6", arguments: forms)
    func referenceEngine(form: String) throws {
        let found = try reference(try Self.members(form), [0.5, 0.5], try picture("x"))
        #expect(relativeDifference(found.samples, try picture("y.50").samples) < 1e-6)
    }

    @Test("33×17 pixels are reflected to 36×20 and cropped again", arguments: forms)
    func oddSize(form: String) throws {
        let x = try picture("odd.x")
        #expect((x.width, x.height) == (17, 33))
        let member = try Self.members(form)[0]
        let worker = try NetworkFamily([("a", member)]).compiled(width: 17, height: 33).makeWorker()
        let found = try worker.render(x, weights: [1])
        #expect((found.width, found.height) == (17, 33))
        #expect(relativeDifference(found.samples, try picture("odd.y").samples) < 1e-5)
    }

    @Test("the exports have the same structure as the checkpoint")
    func structures() throws {
        let graphs = try Self.forms.map { try Self.members($0)[0].graph(height: 24, width: 20) }
        let plain = graphs[1]
        #expect(graphs.allSatisfy { $0.shapes == plain.shapes })
        #expect(graphs.allSatisfy { $0.nodes.map(\.operation) == plain.nodes.map(\.operation) })
    }

    private func picture(_ name: String) throws -> Image {
        let tensor = try #require(outputs[name])
        return try Self.rgb255.decode(
            Tensor(shape: Array(tensor.shape.dropFirst()), values: tensor.values))
    }
}
