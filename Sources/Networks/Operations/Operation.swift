package import Weights

/// What a node of a graph computes.
///
/// A closed list, so that an engine that forgets an operation does not compile.
public enum Operation: Sendable, Hashable {
    // Sums over neighbours and channels.
    case convolution(Convolution)
    case transposedConvolution(TransposedConvolution)
    case matrixProduct(MatrixProduct)
    case pooling(Pooling)
    case reduction(Reduction)
    // Normalisations.
    case instanceNormalization(InstanceNormalization)
    case batchNormalization(BatchNormalization)
    case groupNormalization(GroupNormalization)
    case layerNormalization(LayerNormalization)
    case softmax(Softmax)
    // Every value alone, or two by two.
    case activation(Activation)
    case parametricReLU(ParametricReLU)
    case arithmetic(Arithmetic)
    // Values that are moved or copied.
    case padding(Padding)
    case nearestUpsampling(NearestUpsampling)
    case resizing(Resizing)
    case pixelShuffle(PixelShuffle)
    case pixelUnshuffle(PixelUnshuffle)
    case concatenation(Concatenation)
    case slicing(Slicing)
    case selection(Selection)
    case transposition(Transposition)
    case reshaping(Reshaping)
    // Values that come from nowhere else.
    case parameter(ParameterValue)
    case fill(Fill)

    package var rule: any OperationRule {
        switch self {
        case .convolution(let operation): operation
        case .transposedConvolution(let operation): operation
        case .matrixProduct(let operation): operation
        case .pooling(let operation): operation
        case .reduction(let operation): operation
        case .instanceNormalization(let operation): operation
        case .batchNormalization(let operation): operation
        case .groupNormalization(let operation): operation
        case .layerNormalization(let operation): operation
        case .softmax(let operation): operation
        case .activation(let operation): operation
        case .parametricReLU(let operation): operation
        case .arithmetic(let operation): operation
        case .padding(let operation): operation
        case .nearestUpsampling(let operation): operation
        case .resizing(let operation): operation
        case .pixelShuffle(let operation): operation
        case .pixelUnshuffle(let operation): operation
        case .concatenation(let operation): operation
        case .slicing(let operation): operation
        case .selection(let operation): operation
        case .transposition(let operation): operation
        case .reshaping(let operation): operation
        case .parameter(let operation): operation
        case .fill(let operation): operation
        }
    }

    /// The slots of the parameters that the operation reads.
    public var parameters: [Int] { rule.parameters }

    /// The plain computation; see ``OperationRule/evaluate(_:parameters:shape:)``.
    package func evaluate(
        _ inputs: [Tensor], _ parameters: [Tensor], _ shape: Shape
    ) -> Tensor {
        rule.evaluate(inputs, parameters: parameters, shape: shape)
    }
}

/// What every operation says of itself.
package protocol OperationRule {
    /// The slots of the graph's parameters that it reads.
    var parameters: [Int] { get }

    /// The shape it makes of these inputs.
    func outputShape(_ inputs: [Shape]) throws(SizeMismatch) -> Shape

    /// The plain computation, in the order of its formula: the truth that engines are compared with.
    ///
    /// - Parameters:
    ///   - inputs: values of shapes that `outputShape` accepts.
    ///   - parameters: the graph's parameters, by slot.
    ///   - shape: what `outputShape` makes of the inputs.
    /// - Returns: a tensor of `shape`.
    func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor
}

extension OperationRule {
    package var parameters: [Int] { [] }
}

/// Sizes that an operation cannot take; the graph adds the node's name.
package struct SizeMismatch: Error {
    let found: String
    let expected: String
}

extension Tensor {
    /// One picture filled by a function of channel, row and column.
    init(_ shape: Shape, _ value: (_ channel: Int, _ y: Int, _ x: Int) -> Float) {
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        for channel in 0..<shape.channels {
            for y in 0..<shape.height {
                for x in 0..<shape.width { values.append(value(channel, y, x)) }
            }
        }
        self.init(shape: shape.sizes, values: values)
    }

    /// A value of any rank, each element taken from the source at Σ place · step + start.
    ///
    /// - Parameters:
    ///   - steps: floats in the source from one element to the next along each axis of `shape`.
    ///   - start: of the first element in the source.
    init(_ shape: Shape, gathering source: [Float], steps: [Int], start: Int = 0) {
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        forEachPlace(in: shape.sizes, steps: [steps], starts: [start]) {
            values.append(source[$0[0]])
        }
        self.init(shape: shape.sizes, values: values)
    }

    /// The shape as a graph's.
    package var valueShape: Shape { Shape(shape) }
}

/// Calls the body for every place of a row-major array with that place's offset in each of several
/// others, whose distances between neighbours are given axis by axis.
func forEachPlace(
    in sizes: [Int], steps: [[Int]], starts: [Int], _ body: ([Int]) -> Void
) {
    guard sizes.allSatisfy({ $0 > 0 }) else { return }
    var place = [Int](repeating: 0, count: sizes.count)
    var offsets = starts
    while true {
        body(offsets)
        var axis = sizes.count - 1
        while axis >= 0 {
            place[axis] += 1
            for k in offsets.indices { offsets[k] += steps[k][axis] }
            if place[axis] < sizes[axis] { break }
            for k in offsets.indices { offsets[k] -= steps[k][axis] * sizes[axis] }
            place[axis] = 0
            axis -= 1
        }
        if axis < 0 { return }
    }
}
