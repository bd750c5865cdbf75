import Foundation
import Graphs
import Imaging
import Inference
import Networks
import Testing
import Weights

/// Batch normalizations with the picture's statistics against PyTorch's in training mode
/// (Fixtures/batch_statistics.py).
struct BatchStatisticsTests {
    private static let file = Result { try Fixture.checkpoint("batch_statistics.safetensors") }

    static let names = ["dncnn", "resnet", "resnet-flat", "unet", "unet-grey"]

    @Test func `every case of the fixture is tried`() throws {
        #expect(try Self.file.get().metadata.keys.sorted() == Self.names)
    }

    @Test(arguments: names)
    func `a network computes what PyTorch computes, to 1e-5 of the range`(name: String) throws {
        let fixture = try ArchitectureFixture(name, in: Self.file)
        let network = try Self.network(fixture)
        for (input, output) in fixture.pictures {
            let found = try Self.evaluated(network, input)
            #expect(found.shape == output.shape)
            let range = (output.values.max() ?? 0) - (output.values.min() ?? 0)
            #expect(Self.difference(found, output) <= 1e-5 * max(range, 0.1))
        }
    }

    @Test(arguments: names)
    func `the engine that renders computes what PyTorch computes`(name: String) throws {
        let fixture = try ArchitectureFixture(name, in: Self.file)
        let isGray = fixture.pictures[0].input.shape[1] == 1
        let network = try Network(
            fixture.checkpoint, convention: isGray ? .unitGray : .unit, statistics: .picture)
        // Of a flat picture every range is nearly 0.
        try ExportTests.check(network, fixture, tolerance: name == "resnet-flat" ? 1e-2 : 1e-4)
    }

    @Test func `pix2pix's and CycleGAN's generators use the picture's unless told otherwise`()
        throws
    {
        for name in ["unet", "unet-grey", "resnet"] {
            let fixture = try ArchitectureFixture(name, in: Self.file)
            let usual = try Network(fixture.checkpoint)
            #expect(usual.statistics == .picture)
            #expect(usual.statisticsSource == .authors)
            let told = try Network(fixture.checkpoint, statistics: .stored)
            #expect(told.statistics == .stored)
            #expect(told.statisticsSource == .stated)
            let (input, output) = fixture.pictures[0]
            #expect(try Self.difference(Self.evaluated(told, input), output) > 0.01)
        }
        let denoiser = try Network(ArchitectureFixture("dncnn", in: Self.file).checkpoint)
        #expect(denoiser.statistics == .stored)
        #expect(denoiser.statisticsSource == .usual)
    }

    @Test func `a file's metadata says it, the caller overrides it`() throws {
        let stored = try ArchitectureFixture("unet", metadata: ["norm": "stored"], in: Self.file)
        #expect(try Network(stored.checkpoint).statistics == .stored)
        #expect(try Network(stored.checkpoint).statisticsSource == .metadata)
        #expect(try Network(stored.checkpoint, statistics: .picture).statistics == .picture)
        let other = try ArchitectureFixture("unet", metadata: ["norm": "batch"], in: Self.file)
        #expect(try Network(other.checkpoint).statisticsSource == .authors)
    }

    @Test func `a network without batch normalizations has no statistics`() throws {
        for name in ["unet-instance", "unet-none", "resnet-9", "rrdb-body-x4"] {
            let checkpoint = try ArchitectureFixture(name).checkpoint
            let network = try Network(checkpoint)
            #expect(network.statistics == nil)
            let error = #expect(throws: GraphError.self) {
                try Network(checkpoint, statistics: .picture)
            }
            #expect(
                error?.description
                    == "net.pth: norm picture, expected none, as \(network.structureName) has no "
                    + "batch normalisation")
        }
    }

    @Test(arguments: ["unet.training-17.onnx", "unet.training-12.onnx"])
    func `nodes in training mode use the picture's statistics`(file: String) throws {
        let fixture = try ArchitectureFixture("unet", in: Self.file)
        let network = try Self.exported(file)
        #expect(network.statistics == .picture)
        #expect(network.statisticsSource == .nodes)
        try ExportTests.check(network, fixture, tolerance: 1e-4)
        let told = try Self.exported(file, .stored)
        let expected = try #require(Self.file.get()["unet:stored"])
        let found = try Self.evaluated(told, fixture.pictures[0].input)
        #expect(Self.difference(found, expected) < 1e-5)
    }

    @Test func `other nodes use the stored statistics unless told otherwise`() throws {
        let fixture = try ArchitectureFixture("unet", in: Self.file)
        let network = try Self.exported("unet.nodes-17.onnx")
        #expect(network.statistics == .stored)
        #expect(network.statisticsSource == .usual)
        let expected = try #require(Self.file.get()["unet:stored"])
        let found = try Self.evaluated(network, fixture.pictures[0].input)
        #expect(Self.difference(found, expected) < 1e-5)
        let told = try Self.exported("unet.nodes-17.onnx", .picture)
        #expect(told.statisticsSource == .stated)
        try ExportTests.check(told, fixture, tolerance: 1e-4)
    }

    @Test func `members of a family use the same`() throws {
        let checkpoint = try ArchitectureFixture("unet", in: Self.file).checkpoint
        let networks = try [BatchStatistics.picture, .stored].map {
            (name: $0.rawValue, network: try Network(checkpoint, statistics: $0))
        }
        let error = #expect(throws: InferenceError.self) { try NetworkFamily(networks) }
        #expect(error?.description == "net.pth: norm stored, expected the same as net.pth")
    }

    @Test func `statistics of a picture are never those of a tile`() throws {
        let checkpoint = try ArchitectureFixture("dncnn", in: Self.file).checkpoint
        for (statistics, isTiled) in [(BatchStatistics.stored, true), (.picture, false)] {
            let network = try Network(checkpoint, statistics: statistics)
            #expect(try (NetworkFamily([("a", network)]).tileMargins != nil) == isTiled)
            let field = try network.graph(height: 64, width: 64).receptiveField
            #expect(field.seesWholeImage != isTiled)
        }
    }

    @Test func `layers of ncnn, too`() throws {
        let names = ["slope", "mean", "variance", "bias"]
        let layers = [
            NCNNLayer(type: "Input", name: "in", inputs: [], outputs: ["x"]),
            NCNNLayer(
                type: "BatchNorm", name: "bn", inputs: ["x"], outputs: ["y"],
                parameters: [0: .integer(3)], weights: names.map { "bn.\($0)" }),
        ]
        let tensors = names.map { ("bn.\($0)", Tensor(shape: [3], values: [1, 2, 3])) }
        let model = NCNNModel(
            file: "m", layers: layers, tensors: Dictionary(uniqueKeysWithValues: tensors))
        #expect(try Network(model).statistics == .stored)
        let network = try Network(model, statistics: .picture)
        let picture = Tensor(shape: [1, 3, 1, 2], values: [3, 5, -2, 0, 7, 9])
        // Two values around their mean become −1 and 1, then γ and β.
        #expect(try Self.evaluated(network, picture).values == [0, 2, 0, 4, 0, 6])
    }

    /// Mean and variance over batch and pixels; of one value the variance is 0, and β is left.
    @Test func `a batch is normalized as a whole, and one value to the shift`() {
        let batch = BatchNormalization(
            scale: 0, shift: 1, mean: 0, variance: 0, statistics: .picture, epsilon: 0)
        let parameters = [Tensor(shape: [1], values: [2]), Tensor(shape: [1], values: [0.5])]
        let pair = Tensor(shape: [2, 1, 1, 2], values: [-3, -1, 1, 3])
        let found = batch.evaluate([pair], parameters: parameters, shape: Shape([2, 1, 1, 2]))
        // μ = 0, σ² = (9 + 1 + 1 + 9) / 4 = 5.
        let expected = [-3, -1, 1, 3].map { Float($0 / 5.0.squareRoot() * 2 + 0.5) }
        #expect(Self.difference(found, Tensor(shape: [2, 1, 1, 2], values: expected)) < 1e-6)
        let one = BatchNormalization(
            scale: 0, shift: 1, mean: 0, variance: 0, statistics: .picture)
        let single = Tensor(shape: [1, 1, 1, 1], values: [7])
        #expect(
            one.evaluate([single], parameters: parameters, shape: Shape([1, 1, 1, 1])).values
                == [0.5])
    }

    private static func network(_ fixture: ArchitectureFixture) throws -> Network {
        try Network(fixture.checkpoint, statistics: .picture)
    }

    private static func exported(
        _ file: String, _ statistics: BatchStatistics? = nil
    ) throws -> Network {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = folder.appending(path: "Fixtures/statistics/\(file)").path
        return try Network(ONNXModel(onnxFile: path), statistics: statistics)
    }

    private static func evaluated(_ network: Network, _ input: Tensor) throws -> Tensor {
        let graph = try network.graph(height: input.shape[2], width: input.shape[3])
        return ReferenceEngine.run(
            graph, parameters: network.parameters(of: graph), input: input)
    }

    private static func difference(_ first: Tensor, _ second: Tensor) -> Float {
        zip(first.values, second.values).map { abs($0 - $1) }.max() ?? .infinity
    }
}
