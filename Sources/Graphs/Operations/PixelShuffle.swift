package import Weights

/// Channels unfolded to blocks of pixels: y[c, i, j] = x[c′, ⌊i / r⌋, ⌊j / r⌋], where c′ stands for
/// pixel (i mod r, j mod r) of channel c (Shi et al., arXiv 1609.05158).
public struct PixelShuffle: Sendable, Hashable {
    /// r, 1 or more.
    public let factor: Int
    public let order: Order

    public init(factor: Int, order: Order = .channelFirst) {
        self.factor = factor
        self.order = order
    }
}

extension PixelShuffle: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        let block = factor.multipliedReportingOverflow(by: factor)
        guard factor >= 1, !block.overflow, x.channels % block.partialValue == 0,
            max(x.height, x.width) <= Shape.longestSide / factor
        else {
            throw Shape.Mismatch(
                found: "\(x.channels) channels of \(x.width)×\(x.height) pixels",
                expected: "blocks of \(factor)×\(factor) channels")
        }
        return Shape(
            channels: x.channels / block.partialValue, height: x.height * factor,
            width: x.width * factor)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let x = inputs[0].valueShape
        return Tensor(shape) { c, i, j in
            let channel = order.channel(
                c, i % factor, j % factor, factor: factor, channels: shape.channels)
            return inputs[0].values[(channel * x.height + i / factor) * x.width + j / factor]
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        .window(Pair(1, 1), steps: (1 / Double(factor), 1 / Double(factor)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        order == .channelFirst
            ? step.spaces.divided(step.inputs[0].layout, by: factor * factor) : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: PixelShuffle, _ tile: TileStep) -> ValidRange? {
        self == whole ? tile.enlarged(input, by: factor) : nil
    }

    package var fixesSizes: Bool { false }
}

extension PixelShuffle {
    /// In which order the pixels of a block stand among the channels.
    public enum Order: Sendable, Hashable {
        /// Channel c·r² + u·r + v holds pixel (u, v) of channel c: PyTorch's PixelShuffle, ONNX's CRD.
        case channelFirst
        /// Channel (u·r + v)·C + c: ONNX's DCR, TensorFlow's depth_to_space.
        case blockFirst

        /// The channel of the folded value that holds pixel (u, v) of channel c of C.
        package func channel(_ c: Int, _ u: Int, _ v: Int, factor: Int, channels: Int) -> Int {
            switch self {
            case .channelFirst: (c * factor + u) * factor + v
            case .blockFirst: (u * factor + v) * channels + c
            }
        }
    }
}
