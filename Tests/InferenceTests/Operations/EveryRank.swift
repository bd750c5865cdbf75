import Fixtures
import Graphs
import Weights

@testable import Inference

/// A small graph about one operation on a value of any rank: from a picture to that rank, the
/// operation, and back to a picture.
struct EveryRank {
    /// Where the value comes from and so how it lies in memory.
    enum Origin: CaseIterable {
        /// The picture itself, in planes.
        case picture
        /// A convolution, in blocks of channels.
        case convolution
        /// A mean over the pixels, one pixel in blocks.
        case attention
    }

    private(set) var graph: AnyGraph
    /// The value of the rank.
    let value: Int

    /// Sizes of rank 1 to 5 of the numbers of channels and of 2×3 pixels, or of one pixel.
    static func shapes(channels: Int, isOnePixel: Bool) -> [[Int]] {
        let (rows, columns) = isOnePixel ? (1, 1) : (2, 3)
        let area = rows * columns
        return [
            [channels * area], [channels, area], [area, channels], [channels, rows, columns],
            [1, channels, area], [1, channels, rows, columns], [channels, 1, rows, columns],
            [1, channels, 1, rows, columns], [rows, channels, 1, columns, 1],
        ]
    }

    init?(_ origin: Origin, channels: Int, shape: [Int], seed: UInt64) {
        graph = AnyGraph(
            seed: seed, channels: channels, height: 2, width: 3, members: 1)
        var last = 0
        if origin != .picture {
            let sizes = [channels, channels, 1, 1]
            let slot = graph.parameter(sizes, 1.7 / Float(channels).squareRoot())
            let convolution = Convolution(weight: slot, bias: nil, weightShape: sizes)
            last = graph.append(.convolution(convolution), [0]) ?? last
        }
        if origin == .attention {
            let mean = Reduction(.mean, axes: [2, 3], keepsAxes: shape.count == 4)
            last = graph.append(.reduction(mean), [last]) ?? last
        }
        guard let value = graph.append(.reshaping(Reshaping(shape)), [last]),
            graph.shape(last).count == shape.reduce(1, *)
        else { return nil }
        self.value = value
    }

    mutating func append(_ operation: Operation, _ inputs: [Int]) -> Int? {
        graph.append(operation, inputs)
    }

    mutating func parameter(_ sizes: [Int], around center: Float = 0) -> Int {
        graph.parameter(sizes, 0.7, around: center)
    }

    /// A value of its own numbers.
    mutating func stored(_ sizes: [Int], around center: Float = 0) -> Int? {
        let slot = parameter(sizes, around: center)
        return graph.append(.parameter(ParameterValue(slot: slot, sizes: sizes)), [])
    }

    /// Back to a picture of many channels, in blocks, and what the engine makes of it less what the plain
    /// evaluation makes, in units of the largest number.
    mutating func difference(of result: Int, lanes: Int) throws -> Float {
        let count = graph.shape(result).count
        let channels = [17, 8, 4, 3, 2].first { count % $0 == 0 } ?? 1
        let picture = [1, channels, count / channels, 1]
        guard let back = graph.append(.reshaping(Reshaping(picture)), [result]),
            graph.append(.concatenation(Concatenation(axis: 1)), [back, back]) != nil
        else { return .infinity }
        let whole = graph.graph
        let input = graph.random.tensor(whole.inputShape.sizes)
        let expected = ReferenceEngine.run(whole, parameters: graph.tensors[0], input: input)
        let run = try GraphRun(whole, tensors: graph.tensors[0], lanes: lanes)
        _ = try run.values(of: input.values.map { _ in .nan })
        let found = try run.values(of: input.values)
        let size = expected.values.reduce(1) { max($0, abs($1)) }
        return zip(found, expected.values).reduce(0) { worst, pair in
            let difference = abs(pair.0 - pair.1) / size
            return difference.isNaN ? .infinity : max(worst, difference)
        }
    }
}
