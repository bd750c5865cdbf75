import Fixtures
import Graphs
import Imaging
import Networks
import Testing
import Weights

@testable import Inference

/// What a network takes and gives: one channel or three, other ranges, fewer pixels than it was given.
struct ConventionTests {
    @Test("a network for grey takes each colour by itself")
    func gray() throws {
        let network = try Self.oneChannel(.gray)
        let picture = try Self.picture()
        let found = try Self.rendered(network, picture)
        let area = picture.planeCount
        for channel in 0..<3 {
            let plane = Array(picture.samples[channel * area..<(channel + 1) * area])
            let expected = Self.evaluated(network, plane)
            let own = Array(found.samples[channel * area..<(channel + 1) * area])
            #expect(relativeDifference(own, expected) < 1e-6)
        }
    }

    @Test("a network for luma changes the luma and keeps the colour differences")
    func luma() throws {
        let network = try Self.oneChannel(.luma)
        let picture = try Self.picture()
        let found = try Self.rendered(network, picture)
        let expected = Self.evaluated(network, Self.luma(of: picture))
        #expect(relativeDifference(Self.luma(of: found), expected) < 1e-6)
        let area = picture.planeCount
        for pixel in 0..<area {
            for (a, b) in [(0, 1), (1, 2)] {
                let before = picture.samples[a * area + pixel] - picture.samples[b * area + pixel]
                let after = found.samples[a * area + pixel] - found.samples[b * area + pixel]
                #expect(abs(before - after) < 1e-6)
            }
        }
    }

    @Test("where luma is enlarged, the colour differences are enlarged bicubically")
    func enlargedLuma() throws {
        let enlarging = Drawn(order: .luma) { graph throws(GraphError) in
            try graph.append(
                "up", .nearestUpsampling(NearestUpsampling(factors: Pair(2, 2))), graph.input)
        }
        let network = Network(file: "luma", tensors: [:], architecture: enlarging)
        // Keys' cubic convolution with −½ is exact for straight lines away from the edge.
        let (width, height) = (12, 10)
        let samples = (0..<3 * width * height).map { index in
            let (channel, x, y) = (
                index / (width * height), index % width, index / width % height
            )
            return channel == 0 ? 0.02 * Float(x) + 0.03 * Float(y) : Float(channel) * 0.2
        }
        let picture = try Image(width: width, height: height, samples: samples)
        let found = try Self.rendered(network, picture)
        #expect((found.width, found.height) == (24, 20))
        let area = found.planeCount
        for y in 6..<14 {
            for x in 6..<18 {
                let red = 0.02 * (Float(x) - 0.5) / 2 + 0.03 * (Float(y) - 0.5) / 2
                let pixel = y * 24 + x
                let difference = found.samples[pixel] - found.samples[area + pixel]
                #expect(abs(difference - (red - 0.2)) < 1e-6)
            }
        }
    }

    @Test("output in another order and range than the input")
    func output() throws {
        let convention = try PixelConvention.parse("bgr, 0..255 -> rgb, -1..1")
        let network = try SmallNetwork.matrix(
            [0, 0, 1 / 255, 0, 1 / 255, 0, 1 / 255, 0, 0], bias: [-0.5, -0.5, -0.5],
            convention: convention)
        let picture = try Self.picture()
        let found = try Self.rendered(network, picture)
        // Blue, green, red in 0…255 become red, green, blue in −½…½, which is ¼…¾ of −1…1.
        let expected = picture.samples.map { 0.25 + 0.5 * $0 }
        #expect(relativeDifference(found.samples, expected) < 1e-6)
    }

    @Test(
        "a network that loses pixels gives the whole picture, from one continued by reflection",
        arguments: [(1, 1, 0), (3, 1, 2), (5, 1, 4), (3, 2, 4)])
    func margins(kernel: Int, scale: Int, loss: Int) throws {
        var random = RandomNumbers(seed: 12)
        let weight = random.tensor([3, 3, kernel, kernel], scale: 0.3)
        let losing = Drawn(order: .rgb) { graph throws(GraphError) in
            let (slot, sizes) = try graph.parameter("w")
            let convolution = Convolution(weight: slot, bias: nil, weightShape: sizes)
            let x = try graph.append("c", .convolution(convolution), graph.input)
            return try graph.append(
                "up", .nearestUpsampling(NearestUpsampling(factors: Pair(scale, scale))), x)
        }
        let network = Network(file: "loss", tensors: ["w": weight], architecture: losing)
        let rule = try network.sizeRule()
        #expect(rule == SizeRule(scale: scale, multiple: 1, loss: loss))
        let picture = try Self.picture()
        let found = try Self.rendered(network, picture)
        #expect((found.width, found.height) == (picture.width * scale, picture.height * scale))
        let half = kernel / 2
        for c in 0..<3 {
            for y in 0..<found.height {
                for x in 0..<found.width {
                    var sum: Float = 0
                    for (i, u, v) in (0..<3 * kernel * kernel).map({
                        ($0 / kernel / kernel, $0 / kernel % kernel, $0 % kernel)
                    }) {
                        let row = Self.mirrored(y / scale + u - half, picture.height)
                        let column = Self.mirrored(x / scale + v - half, picture.width)
                        sum +=
                            weight.values[((c * 3 + i) * kernel + u) * kernel + v]
                            * picture.samples[(i * picture.height + row) * picture.width + column]
                    }
                    let own = found.samples[(c * found.height + y) * found.width + x]
                    #expect(abs(own - sum) < 1e-5)
                }
            }
        }
    }

    private static func mirrored(_ index: Int, _ size: Int) -> Int {
        index < 0 ? -index : index < size ? index : 2 * (size - 1) - index
    }

    private static func luma(of picture: Image) -> [Float] {
        let area = picture.planeCount
        return (0..<area).map {
            0.299 * picture.samples[$0] + 0.587 * picture.samples[area + $0] + 0.114
                * picture.samples[2 * area + $0]
        }
    }

    private static func oneChannel(_ order: PixelConvention.Order) throws -> Network {
        var random = RandomNumbers(seed: 2)
        let tensors = ["a": random.tensor([9, 1, 3, 3]), "b": random.tensor([1, 9, 3, 3])]
        let blurring = Drawn(order: order) { graph throws(GraphError) in
            var x = graph.input
            for name in ["a", "b"] {
                let (slot, sizes) = try graph.parameter(name)
                let convolution = Convolution(
                    weight: slot, bias: nil, weightShape: sizes, padding: Edges(all: 1))
                x = try graph.append(name, .convolution(convolution), x)
                x = try graph.append("\(name).relu", .activation(.leakyReLU(slope: 0.3)), x)
            }
            return x
        }
        return Network(file: "one", tensors: tensors, architecture: blurring)
    }

    private static func evaluated(_ network: Network, _ plane: [Float]) -> [Float] {
        guard let graph = try? network.graph(height: 7, width: 11) else { return [] }
        return ReferenceEngine.run(
            graph, parameters: network.parameters(of: graph),
            input: Tensor(shape: [1, 1, 7, 11], values: plane)
        ).values
    }

    private static func picture() throws -> Image {
        var random = RandomNumbers(seed: 21)
        return try random.picture(width: 11, height: 7)
    }

    private static func rendered(_ network: Network, _ picture: Image) throws -> Image {
        let family = try NetworkFamily([("a", network)])
        return try family.compiled(width: picture.width, height: picture.height).makeWorker()
            .render(picture, weights: [1])
    }
}

/// A structure written out in a test.
struct Drawn: Architecture {
    static let name = "Drawn"
    let order: PixelConvention.Order
    let drawing: @Sendable (inout GraphBuilder) throws(GraphError) -> Int

    init(
        order: PixelConvention.Order,
        _ drawing: @escaping @Sendable (inout GraphBuilder) throws(GraphError) -> Int
    ) {
        self.order = order
        self.drawing = drawing
    }

    init?(recognising checkpoint: Checkpoint) { nil }

    var convention: PixelConvention { PixelConvention(order: order, range: .unit) }

    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int { try drawing(&graph) }
}
