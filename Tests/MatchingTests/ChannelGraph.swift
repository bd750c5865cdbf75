import Fixtures
import Graphs
import Weights

/// A network in which channels meet everything that ties, multiplies, joins or folds them: 8 channels
/// through a slope each, a depthwise convolution, a batch normalization and a residual block, beside 4
/// others, then 16 unfolded to 4.
struct ChannelGraph {
    let graph: Graph
    let parameters: [Tensor]

    init(seed: UInt64) throws {
        var random = RandomNumbers(seed: seed)
        var tensors: [String: Tensor] = [:]
        for (name, shape) in Self.shapes {
            let center: Float = name == "variance" ? 2 : 0
            tensors[name] = random.tensor(shape, scale: 0.5, around: center)
        }
        var builder = try GraphBuilder(
            file: "channels", tensors: tensors, input: Shape(channels: 3, height: 6, width: 5))
        let first = try Self.convolution(&builder, "first", 0)
        let slope = try builder.parameter("slope").index
        let bent = try builder.append(
            "slope", .parametricReLU(ParametricReLU(slope: slope, count: 8)), first)
        let deep = try Self.convolution(&builder, "deep", bent, groups: 8)
        let normal = BatchNormalization(
            scale: try builder.parameter("scale").index,
            shift: try builder.parameter("shift").index,
            mean: try builder.parameter("mean").index,
            variance: try builder.parameter("variance").index)
        let normalized = try builder.append("normal", .batchNormalization(normal), deep)
        let block = try Self.convolution(&builder, "block", normalized)
        let sum = try builder.append("sum", .addition, block, normalized)
        let side = try Self.convolution(&builder, "side", sum)
        let joined = try builder.append("joined", .concatenation(Concatenation()), sum, side)
        let wide = try Self.convolution(&builder, "wide", joined)
        let folded = try builder.append(
            "shuffle", .pixelShuffle(PixelShuffle(factor: 2)), wide)
        let rectified = try builder.append("relu", .activation(.relu), folded)
        let output = try Self.convolution(&builder, "last", rectified)
        graph = builder.finish(output: output)
        parameters = graph.parameters.compactMap { tensors[$0.name] }
    }

    private static let shapes: [(String, [Int])] = [
        ("first.w", [8, 3, 3, 3]), ("first.b", [8]), ("slope", [8]), ("deep.w", [8, 1, 3, 3]),
        ("deep.b", [8]), ("scale", [8]), ("shift", [8]), ("mean", [8]), ("variance", [8]),
        ("block.w", [8, 8, 3, 3]), ("block.b", [8]), ("side.w", [4, 8, 1, 1]), ("side.b", [4]),
        ("wide.w", [16, 12, 3, 3]), ("wide.b", [16]), ("last.w", [3, 4, 3, 3]), ("last.b", [3]),
    ]

    private static func convolution(
        _ builder: inout GraphBuilder, _ name: String, _ input: Int, groups: Int = 1
    ) throws -> Int {
        let (weight, shape) = try builder.parameter("\(name).w")
        let bias = try builder.parameter("\(name).b").index
        return try builder.append(
            name,
            .convolution(
                Convolution(
                    weight: weight, bias: bias, weightShape: shape,
                    padding: Edges(all: shape[2] / 2), groups: groups)), input)
    }

    /// The parameters with the blocks of every group in an order drawn by chance.
    func permuted(_ random: inout RandomNumbers) -> [Tensor] {
        var result = parameters
        for group in graph.channelGroups {
            let order = Array(0..<group.blockCount).shuffled(using: &random)
            for place in group.places {
                result[place.slot] = result[place.slot].permuted(
                    along: place.axis, start: place.start, width: place.width, order: order)
            }
        }
        return result
    }
}
