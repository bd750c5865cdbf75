import Fixtures
import Graphs
import Weights

@testable import Inference

/// Graphs of any operations, in any order that fits, at one size.
struct AnyGraph {
    var random: RandomNumbers
    private(set) var nodes: [Graph.Node] = []
    private(set) var shapes: [Shape]
    private(set) var parameters: [Graph.Parameter] = []
    /// By slot, one list a member.
    private(set) var tensors: [[Tensor]]

    private let largestValue: Int

    /// - Parameter largestValue: numbers in a value, so that plain loops take no time.
    init(
        seed: UInt64, channels: Int, height: Int, width: Int, members: Int,
        largestValue: Int = 20_000
    ) {
        self.largestValue = largestValue
        random = RandomNumbers(seed: seed)
        shapes = [Shape(channels: channels, height: height, width: width)]
        tensors = Array(repeating: [], count: members)
    }

    var graph: Graph {
        Graph(nodes: nodes, parameters: parameters, shapes: shapes, output: shapes.count - 1)
    }

    /// The value's number; nil where the operation does not take its inputs.
    @discardableResult
    mutating func append(_ operation: Operation, _ inputs: [Int]) -> Int? {
        guard let shape = try? operation.rule.outputShape(inputs.map { shapes[$0] }),
            shape.sizes.allSatisfy({ $0 > 0 }), shape.count <= largestValue
        else { return nil }
        nodes.append(Graph.Node(name: "", operation: operation, inputs: inputs))
        shapes.append(shape)
        return shapes.count - 1
    }

    /// A new slot; now and then all members have the same numbers in it.
    mutating func parameter(_ sizes: [Int], _ scale: Float, around center: Float = 0) -> Int {
        parameters.append(Graph.Parameter(name: "p\(parameters.count)", shape: sizes))
        let isShared = random.pick([true, false, false])
        let common = random.tensor(sizes, scale: scale, around: center)
        for member in tensors.indices {
            tensors[member].append(
                isShared ? common : random.tensor(sizes, scale: scale, around: center))
        }
        return parameters.count - 1
    }

    func shape(_ value: Int) -> Shape { shapes[value] }

    /// A recent value, or with luck any.
    mutating func source(where fits: (Shape) -> Bool = { _ in true }) -> Int? {
        let matching = shapes.indices.filter { fits(shapes[$0]) }
        guard let last = matching.last else { return nil }
        return random.pick([last, last, last, random.pick(matching)])
    }

    mutating func chance() -> Bool { random.pick([true, false]) }

    /// Makes the newest value a picture again, its numbers in the order they lie in, if it has another
    /// rank: otherwise nothing that is wrong with it would be seen.
    private mutating func returnToPicture() {
        let last = shapes[shapes.count - 1]
        guard !last.isImage, last.count > 0 else { return }
        let channels = random.pick(
            [1, 3, 8, 16, 24, 17, 32, last.count].filter {
                last.count % $0 == 0 && $0 < 200
            })
        let pixels = last.count / channels
        let rows = random.pick([1, 2, 3, 5].filter { pixels % $0 == 0 })
        append(.reshaping(Reshaping([1, channels, rows, pixels / rows])), [shapes.count - 1])
    }

    /// Brings the newest value to the first picture's size and the channels.
    mutating func finish(channels: Int) {
        let target = shapes[0]
        returnToPicture()
        guard var last = source(where: { $0.isImage && $0.channels < 200 }) else { return }
        if shapes[last].height != target.height || shapes[last].width != target.width {
            let shape = shapes[last]
            let resizing = Resizing(
                size: Pair(target.height, target.width),
                scale: Resizing.Scale(
                    Double(target.height) / Double(shape.height),
                    Double(target.width) / Double(shape.width)), filter: .linear)
            last = append(.resizing(resizing), [last]) ?? last
        }
        let weight = [channels, shapes[last].channels, 1, 1]
        let slot = parameter(weight, 1.7 / Float(weight[1]).squareRoot())
        let end = append(
            .convolution(Convolution(weight: slot, bias: nil, weightShape: weight)), [last])
        // Bounded, so that the picture's own range is what differences are measured by.
        if let end, chance() { append(.addition, [end, 0]) }
    }

    /// The operations, for messages.
    var text: String {
        nodes.enumerated().map { index, node in
            "\(index + 1) = \(node.operation)\(node.inputs) \(shapes[index + 1])"
        }.joined(separator: "\n")
    }
}
