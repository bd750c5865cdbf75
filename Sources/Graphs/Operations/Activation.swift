import Foundation
package import Weights

/// A function applied to every value alone.
public enum Activation: Sendable, Hashable {
    /// max(x, 0)
    case relu
    /// x for x ≥ 0, else slope · x
    case leakyReLU(slope: Float)
    /// x for x > threshold, else 0
    case thresholdedReLU(threshold: Float)
    /// scale · x for x ≥ 0, else scale · α (e^x − 1) (Clevert et al., arXiv 1511.07289); SELU has α 1.67326
    /// and scale 1.0507.
    case elu(alpha: Float, scale: Float)
    /// max(x, 0) + min(0, α (e^(x/α) − 1)) (Barron, arXiv 1704.07483)
    case celu(alpha: Float)
    /// x / (1 + e^−x), also called Swish
    case silu
    /// ½ x (1 + erf(x / √2)) (Hendrycks and Gimpel, arXiv 1606.08415)
    case gelu
    /// ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))
    case tanhGELU
    /// x tanh(ln(1 + e^x))
    case mish
    /// ln(1 + e^x)
    case softplus
    /// x / (1 + |x|)
    case softsign
    /// 1 / (1 + e^−x)
    case sigmoid
    /// (e^x − e^−x) / (e^x + e^−x)
    case tanh
    /// min(max(slope · x + offset, 0), 1)
    case hardSigmoid(slope: Float, offset: Float)
    /// x · min(max(slope · x + offset, 0), 1)
    case hardSwish(slope: Float, offset: Float)
    /// min(max(x, low), high)
    case clip(low: Float, high: Float)
    /// slope · x + offset
    case linear(slope: Float, offset: Float)
    case absolute
    case squareRoot
    case reciprocal
    case exponential
    case logarithm
    /// The error function, 2/√π ∫₀ˣ e^−t² dt
    case errorFunction
    case roundedDown
    case roundedUp
    /// Halves to the even side.
    case rounded
    /// −1, 0 or 1
    case sign
    case sine
    case cosine
}

extension Activation: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape { inputs[0] }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        Tensor(shape: inputs[0].shape, values: inputs[0].values.map(callAsFunction))
    }

    /// The function of one number.  What is not elementary is computed in float64 and rounded once.
    package func callAsFunction(_ x: Float) -> Float {
        let wide = Double(x)
        return switch self {
        case .relu: x < 0 ? 0 : x
        case .leakyReLU(let slope): x >= 0 ? x : slope * x
        case .thresholdedReLU(let threshold): x > threshold ? x : 0
        case .clip(let low, let high): min(max(x, low), high)
        case .linear(let slope, let offset): x * slope + offset
        case .absolute: abs(x)
        case .squareRoot: x.squareRoot()
        case .reciprocal: 1 / x
        case .roundedDown: x.rounded(.down)
        case .roundedUp: x.rounded(.up)
        case .rounded: x.rounded(.toNearestOrEven)
        case .sign: x > 0 ? 1 : x < 0 ? -1 : x
        case .elu(let alpha, let scale): Float(Self.elu(wide, Double(alpha), Double(scale)))
        case .celu(let alpha): Float(Self.celu(wide, Double(alpha)))
        case .silu: Float(wide / (1 + exp(-wide)))
        case .gelu: Float(0.5 * wide * (1 + erf(wide * 0.5.squareRoot())))
        case .tanhGELU: Float(Self.tanhGELU(wide))
        case .mish: Float(wide * Foundation.tanh(Self.softplus(wide)))
        case .softplus: Float(Self.softplus(wide))
        case .softsign: Float(wide / (1 + abs(wide)))
        case .sigmoid: Float(1 / (1 + exp(-wide)))
        case .tanh: Float(Foundation.tanh(wide))
        case .hardSigmoid(let slope, let offset): Float(Self.ramp(wide, slope, offset))
        case .hardSwish(let slope, let offset): Float(wide * Self.ramp(wide, slope, offset))
        case .exponential: Float(exp(wide))
        case .logarithm: Float(log(wide))
        case .errorFunction: Float(erf(wide))
        case .sine: Float(sin(wide))
        case .cosine: Float(cos(wide))
        }
    }

    private static func elu(_ x: Double, _ alpha: Double, _ scale: Double) -> Double {
        scale * (x >= 0 ? x : alpha * expm1(x))
    }

    private static func celu(_ x: Double, _ alpha: Double) -> Double {
        max(x, 0) + min(0, alpha * expm1(x / alpha))
    }

    private static func tanhGELU(_ x: Double) -> Double {
        0.5 * x
            * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }

    /// ln(1 + e^x) without overflow.
    private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

    private static func ramp(_ x: Double, _ slope: Float, _ offset: Float) -> Double {
        min(max(Double(slope) * x + Double(offset), 0), 1)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: Activation, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole)
    }

    package var fixesSizes: Bool { false }
}
