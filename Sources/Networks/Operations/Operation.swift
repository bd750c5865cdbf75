package import Weights

/// What a node of a graph computes.
///
/// A closed list, so that an engine that forgets an operation does not compile.
public enum Operation: Sendable, Hashable {
    case convolution(Convolution)
    case padding(Padding)
    case instanceNormalization(InstanceNormalization)
    case activation(Activation)
    case addition(Addition)
    case nearestUpsampling(NearestUpsampling)

    package var rule: any OperationRule {
        switch self {
        case .convolution(let operation): operation
        case .padding(let operation): operation
        case .instanceNormalization(let operation): operation
        case .activation(let operation): operation
        case .addition(let operation): operation
        case .nearestUpsampling(let operation): operation
        }
    }

    /// The slots of the parameters that the operation reads.
    public var parameters: [Int] { rule.parameters }
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
    ///   - inputs: activations of rank 3, channels × height × width, of shapes that
    ///     `outputShape` accepts.
    ///   - parameters: the graph's parameters, by slot.
    ///   - shape: what `outputShape` makes of the inputs.
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
    /// An activation of rank 3 filled by a function of channel, row and column.
    init(_ shape: Shape, _ value: (_ channel: Int, _ y: Int, _ x: Int) -> Float) {
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        for channel in 0..<shape.channels {
            for y in 0..<shape.height {
                for x in 0..<shape.width { values.append(value(channel, y, x)) }
            }
        }
        self.init(shape: [shape.channels, shape.height, shape.width], values: values)
    }

    /// The shape of an activation of rank 3.
    var activationShape: Shape {
        Shape(channels: shape[0], height: shape[1], width: shape[2])
    }
}
