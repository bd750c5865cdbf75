import Imaging
import Inference
import Networks
import Testing
import Weights

/// Every architecture's forward pass against PyTorch, on small networks (Fixtures/architectures.py).
struct ArchitectureTests {
    /// A case, the architecture that knows it, and the colours its authors use.
    static let cases: [(String, String, String)] = [
        ("transformer", "TransformerNet", "RGB 0…255"),
        ("transformer-old", "TransformerNet", "RGB 0…255"),
        ("resnet-9", "ResnetGenerator", "RGB -1…1"),
        ("resnet-batch-dropout", "ResnetGenerator", "RGB -1…1"),
        ("resnet-old", "ResnetGenerator", "RGB -1…1"),
        ("resnet-dropout", "ResnetGenerator", "RGB -1…1"),
        ("resnet-none", "ResnetGenerator", "RGB -1…1"),
        ("unet-batch", "UnetGenerator", "RGB -1…1"),
        ("unet-instance", "UnetGenerator", "RGB -1…1"),
        ("unet-none", "UnetGenerator", "RGB -1…1"),
        ("cartoon", "CartoonGAN", "BGR -1…1"),
        ("anime", "AnimeGANv2", "RGB -1…1"),
        ("rrdb-old-x4", "RRDBNet", "RGB 0…1"),
        ("rrdb-old-x1", "RRDBNet", "RGB 0…1"),
        ("rrdb-old-x8", "RRDBNet", "GRAY 0…1"),
        ("rrdb-kair-shuffle", "RRDBNet", "RGB 0…1"),
        ("rrdb-trunk-x4", "RRDBNet", "RGB 0…1"),
        ("rrdb-body-x4", "RRDBNet", "RGB 0…1"),
        ("rrdb-body-x2", "RRDBNet", "RGB 0…1"),
        ("rrdb-body-x1", "RRDBNet", "RGB 0…1"),
        ("msrresnet-x2", "MSRResNet", "RGB 0…1"),
        ("msrresnet-x3", "MSRResNet", "RGB 0…1"),
        ("msrresnet-x4", "MSRResNet", "RGB 0…1"),
        ("msrresnet0-upconv", "MSRResNet0", "RGB 0…1"),
        ("msrresnet0-shuffle", "MSRResNet0", "RGB 0…1"),
        ("srvgg-x4", "SRVGGNetCompact", "RGB 0…1"),
        ("srvgg-x3", "SRVGGNetCompact", "RGB 0…1"),
        ("srvgg-x2", "SRVGGNetCompact", "GRAY 0…1"),
        ("srvgg-x1", "SRVGGNetCompact", "RGB 0…1"),
        ("srvgg-relu", "SRVGGNetCompact", "RGB 0…1"),
        ("srvgg-leakyrelu", "SRVGGNetCompact", "RGB 0…1"),
        ("dncnn-colour", "DnCNN", "RGB 0…1"),
        ("dncnn-grey-batch", "DnCNN", "GRAY 0…1"),
        ("fdncnn-colour-15", "FDnCNN", "RGB 0…1, noise 15"),
        ("fdncnn-grey-40", "FDnCNN", "GRAY 0…1, noise 15"),
        ("unetres-biases", "UNetRes", "RGB 0…1"),
        ("unetres-colour-15", "UNetRes", "RGB 0…1, noise 15"),
        ("unetres-grey-40", "UNetRes", "GRAY 0…1, noise 15"),
        ("span-x4", "SPAN", "RGB 0…1"),
        ("span-x2-no-norm", "SPAN", "RGB 0…1"),
        ("span-merged", "SPAN", "RGB 0…1"),
    ]

    @Test("a network computes what PyTorch computes, to 1e-5 of the range", arguments: cases)
    func equalsPyTorch(name: String, architecture: String, colours: String) throws {
        let fixture = try Self.fixture(name)
        let convention =
            name.hasSuffix("-grey-40")
            ? try PixelConvention.parse("gray, 0..1, noise 40") : nil
        let network = try Network(
            fixture.checkpoint, convention: convention, statistics: Self.statistics(name))
        #expect(network.structureName == architecture)
        #expect(!fixture.pictures.isEmpty)
        for (input, output) in fixture.pictures {
            let graph = try network.graph(height: input.shape[2], width: input.shape[3])
            let found = ReferenceEngine.run(
                graph, parameters: network.parameters(of: graph), input: input)
            #expect(found.shape == output.shape)
            let range = (output.values.max() ?? 0) - (output.values.min() ?? 0)
            let difference = zip(found.values, output.values).map { abs($0 - $1) }.max()
            #expect(try #require(difference) <= 1e-5 * range)
        }
    }

    @Test("every case of the fixture is tried")
    func allCases() {
        #expect(ArchitectureFixture.names == Self.cases.map(\.0).sorted())
    }

    @Test("every case is one architecture's and nobody else's", arguments: cases)
    func unambiguous(name: String, architecture: String, colours: String) throws {
        let checkpoint = try Self.fixture(name).checkpoint
        let found = architectures.compactMap { $0.init(recognising: checkpoint) }
        #expect(found.map(\.name) == [architecture])
        #expect(found.map { "\($0.convention)" } == [colours])
    }

    @Test("the file's metadata gives the colours, the caller overrides it", arguments: cases)
    func conventions(name: String, architecture: String, colours: String) throws {
        let order = colours.hasPrefix("GRAY") ? "gray" : "bgr"
        let fixture = try ArchitectureFixture(name, metadata: ["input": "\(order), -2..3"])
        let stated = try Network(fixture.checkpoint)
        #expect(stated.conventionSource == .metadata)
        #expect("\(stated.convention)".hasPrefix("\(order.uppercased()) -2…3"))
        #expect(stated.convention.noiseLevel == (colours.hasSuffix("noise 15") ? 15 : nil))
        let ninths = PixelConvention(
            order: stated.convention.input.order,
            range: try #require(PixelRange(black: 0, white: 9)))
        let overridden = try Network(fixture.checkpoint, convention: ninths)
        #expect(overridden.conventionSource == .stated)
        #expect("\(overridden.convention)".hasPrefix("\(order.uppercased()) 0…9"))
    }

    /// Those of the fixture's batch normalizations.
    static func statistics(_ name: String) -> BatchStatistics? {
        name.contains("-batch") ? .stored : nil
    }

    static func fixture(_ name: String) throws -> ArchitectureFixture {
        try ArchitectureFixture(
            name, metadata: name == "srvgg-leakyrelu" ? ["activation": "leakyrelu"] : [:])
    }
}
