import Graphs
import Testing
import Weights

/// Every operation's plain evaluation against what PyTorch computed (Fixtures/operations.py).
struct OperationTests {
    /// A case of the fixture and the operation that it was computed with; slot 0 is the fixture's w or
    /// g, slot 1 its b.
    static let cases: [(String, Graphs.Operation)] = [
        ("conv.plain", .convolution(make([5, 3, 3, 3]))),
        ("conv.one", .convolution(make([2, 4, 1, 1], bias: nil))),
        (
            "conv.stride",
            .convolution(make([3, 2, 3, 3], strides: Pair(2, 3), padding: Edges(all: 1)))
        ),
        ("conv.dilation", .convolution(make([3, 2, 3, 2], dilations: Pair(2, 3)))),
        ("conv.groups", .convolution(make([4, 3, 3, 3], padding: Edges(all: 1), groups: 2))),
        ("conv.depthwise", .convolution(make([4, 1, 3, 3], bias: nil, groups: 4))),
        (
            "conv.asymmetric",
            .convolution(
                make([2, 3, 2, 4], padding: Edges(top: 0, left: 3, bottom: 2, right: 1)))
        ),
        (
            "conv.all",
            .convolution(
                make(
                    [6, 2, 3, 5], strides: Pair(3, 2), dilations: Pair(2, 1),
                    padding: Edges(top: 2, left: 0, bottom: 1, right: 4), groups: 2))
        ),
        (
            "pad.reflect",
            .padding(Padding(mode: .reflect, edges: Edges(top: 3, left: 4, bottom: 2, right: 1)))
        ),
        (
            "pad.edge",
            .padding(Padding(mode: .edge, edges: Edges(top: 5, left: 0, bottom: 1, right: 7)))
        ),
        (
            "pad.zero",
            .padding(Padding(mode: .zero, edges: Edges(top: 0, left: 2, bottom: 6, right: 1)))
        ),
        ("norm.affine", .instanceNormalization(InstanceNormalization(scale: 0, shift: 1))),
        (
            "norm.plain",
            .instanceNormalization(InstanceNormalization(scale: nil, shift: nil, epsilon: 0.5))
        ),
        ("upsample.2x3", .nearestUpsampling(NearestUpsampling(factors: Pair(2, 3)))),
        ("upsample.3x1", .nearestUpsampling(NearestUpsampling(factors: Pair(3, 1)))),
        ("relu", .activation(.relu)),
        ("leaky", .activation(.leakyReLU(slope: 0.2))),
        ("sigmoid", .activation(.sigmoid)),
        ("tanh", .activation(.tanh)),
        ("clip", .activation(.clip(low: -1.5, high: 0.25))),
        ("add", .addition),
    ]

    static let fixture = Result { try Fixture.checkpoint("operations.safetensors") }

    static let all = [cases, sums, normalizations, functions, moves].flatMap(\.self)

    @Test("every operation equals PyTorch's to 1e-6", arguments: all)
    func equalsPyTorch(name: String, operation: Graphs.Operation) throws {
        let fixture = try Self.fixture.get()
        let inputs = ["x", "z"].compactMap { fixture["\(name).\($0)"] }
        let parameters = ["w", "g", "b", "m", "v"].compactMap { fixture["\(name).\($0)"] }
        let expected = try #require(fixture["\(name).y"])
        let shape = try operation.rule.outputShape(inputs.map { Shape($0.shape) })
        #expect(shape.sizes == expected.shape)
        let found = operation.rule.evaluate(inputs, parameters: parameters, shape: shape)
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
        let range = expected.values.map(abs).max() ?? 0
        #expect(difference <= 1e-6 * max(range, 1))
    }

    @Test("every case of the fixture is tried")
    func allCases() throws {
        let names = try Self.fixture.get().names.filter { $0.hasSuffix(".y") }
        #expect(names.sorted() == Self.all.map { "\($0.0).y" }.sorted())
    }

    static func make(
        _ shape: [Int], bias: Int? = 1, strides: Pair = Pair(1, 1), dilations: Pair = Pair(1, 1),
        padding: Edges = .none, groups: Int = 1
    ) -> Convolution {
        Convolution(
            weight: 0, bias: bias, weightShape: shape, strides: strides, dilations: dilations,
            padding: padding, groups: groups)
    }
}
