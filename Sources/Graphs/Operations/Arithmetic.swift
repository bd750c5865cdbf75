import Foundation
package import Weights

/// Two values combined element by element, the smaller one repeated along axes where it has one
/// element or that it lacks in front (NumPy's broadcasting, as ONNX defines it).
public struct Arithmetic: Sendable, Hashable {
    public enum Function: Sendable, Hashable {
        /// a + b
        case addition
        /// a − b
        case subtraction
        /// a · b
        case multiplication
        /// a / b
        case division
        /// a to the power of b
        case power
        case larger
        case smaller
    }

    public let function: Function

    public init(_ function: Function) {
        self.function = function
    }
}

extension Arithmetic: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let rank = max(inputs[0].rank, inputs[1].rank)
        let (a, b) = (inputs[0].extended(to: rank), inputs[1].extended(to: rank))
        guard zip(a.sizes, b.sizes).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else {
            throw Shape.Mismatch(
                found: "\(inputs[0]) beside \(inputs[1])",
                expected: "two shapes of equal sizes or 1")
        }
        return Shape(zip(a.sizes, b.sizes).map { max($0, $1) })
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let (a, b) = (inputs[0], inputs[1])
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        let steps = [a, b].map { $0.valueShape.broadcastingSteps(to: shape) }
        forEachPlace(in: shape.sizes, steps: steps, starts: [0, 0]) {
            values.append(function(a.values[$0[0]], b.values[$0[1]]))
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        let wide = step.inputs.filter {
            $0.shape.isImage && $0.shape.channels == step.shape.channels && $0.parameter == nil
        }
        guard let first = wide.first else { return step.opaque() }
        for other in step.inputs where other.value != first.value {
            let sizes = other.shape.sizes
            guard sizes.count >= 3, sizes[sizes.count - 3] > 1 else { continue }
            if let slot = other.parameter {
                step.spaces.use(slot, axis: sizes.count - 3, first.layout)
            } else if other.shape.isImage {
                step.spaces.tie(first.layout, other.layout)
            } else {
                step.spaces.fix(first.layout)
            }
        }
        return first.layout
    }

    package func tiled(_ input: ValidRange, whole: Arithmetic, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole)
    }

    package var fixesSizes: Bool { false }
}

extension Arithmetic.Function {
    /// The function of two numbers.
    package func callAsFunction(_ a: Float, _ b: Float) -> Float {
        switch self {
        case .addition: a + b
        case .subtraction: a - b
        case .multiplication: a * b
        case .division: a / b
        case .power: Float(pow(Double(a), Double(b)))
        case .larger: a.isNaN || b.isNaN ? .nan : max(a, b)
        case .smaller: a.isNaN || b.isNaN ? .nan : min(a, b)
        }
    }
}

extension Shape {
    /// With axes of one element in front, up to the rank.
    package func extended(to rank: Int) -> Shape {
        Shape(Array(repeating: 1, count: max(0, rank - self.rank)) + sizes)
    }

    /// The distances along each axis of a larger shape that this one is broadcast to; 0 where it is
    /// repeated.
    package func broadcastingSteps(to larger: Shape) -> [Int] {
        let whole = extended(to: larger.rank)
        return zip(whole.sizes, whole.steps).map { $0 == 1 ? 0 : $1 }
    }
}
