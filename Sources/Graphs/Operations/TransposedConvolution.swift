package import Weights

/// The transpose of a convolution, as PyTorch's ConvTranspose2d and ONNX's ConvTranspose define it.
///
/// y[o, i·s − p + u·d, j·s − p + v·d] += w[c, o, u, v] · x[c, i, j], then b[o] is added; what falls
/// outside is dropped.
public struct TransposedConvolution: Sendable, Hashable {
    /// Slot of the weight, input channels × output channels of a group × rows × columns.
    public let weight: Int
    /// Slot of the bias, one value an output channel.
    public let bias: Int?
    /// Dimensions of the weight.
    public let weightShape: [Int]
    /// Steps between the places of neighbouring inputs, rows and columns, in pixels; 1 or more.
    public let strides: Pair
    /// Steps between kernel taps, rows and columns, in pixels; 1 or more.
    public let dilations: Pair
    /// Pixels dropped on each side.
    public let padding: Edges
    /// Rows below and columns to the right that no tap of an unpadded input needs.
    public let outputPadding: Pair
    /// Groups of channels that do not see each other; divides both channel counts.
    public let groups: Int

    public init(
        weight: Int, bias: Int?, weightShape: [Int], strides: Pair = Pair(1, 1),
        dilations: Pair = Pair(1, 1), padding: Edges = .none, outputPadding: Pair = Pair(0, 0),
        groups: Int = 1
    ) {
        self.weight = weight
        self.bias = bias
        self.weightShape = weightShape
        self.strides = strides
        self.dilations = dilations
        self.padding = padding
        self.outputPadding = outputPadding
        self.groups = groups
    }

    public var inputChannels: Int { weightShape[0] }
    public var outputChannels: Int { weightShape[1] * groups }
    /// Rows and columns of the kernel.
    public var kernel: Pair { Pair(weightShape[2], weightShape[3]) }
    /// Rows and columns from the first tap to the last, with those between.
    package var reach: Pair {
        Pair((kernel.y - 1) * dilations.y + 1, (kernel.x - 1) * dilations.x + 1)
    }

    /// The inputs that outputs 0 ..< stride see along an axis; nil for none.
    ///
    /// Output s · q + r sees input q + e by tap u where r + p − u · d = s · e.
    package func phaseReads(along axis: PixelAxis) -> ClosedRange<Int>? {
        let (stride, before) = (axis(strides), axis.before(padding))
        let seen = (0..<stride).flatMap { phase in
            (0..<axis(kernel)).compactMap { tap -> Int? in
                let distance = phase + before - tap * axis(dilations)
                return distance % stride == 0 ? distance / stride : nil
            }
        }
        guard let low = seen.min(), let high = seen.max() else { return nil }
        return low...high
    }
}

extension TransposedConvolution: OperationRule {
    package var parameters: [Int] { [weight] + (bias.map { [$0] } ?? []) }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        guard x.channels == inputChannels else {
            throw Shape.Mismatch(
                found: "\(x.channels) input channels",
                expected: "\(inputChannels) as the weight \(weightShape) says")
        }
        let height =
            (x.height - 1) * strides.y + (kernel.y - 1) * dilations.y + 1 + outputPadding.y
            - padding.top - padding.bottom
        let width =
            (x.width - 1) * strides.x + (kernel.x - 1) * dilations.x + 1 + outputPadding.x
            - padding.left - padding.right
        guard height > 0, width > 0 else {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels",
                expected: "more than the transposed convolution drops at its sides")
        }
        return Shape(channels: outputChannels, height: height, width: width)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let x = inputs[0].valueShape
        let (source, w) = (inputs[0].values, parameters[weight].values)
        let b = bias.map { parameters[$0].values }
        let group = (inputs: inputChannels / groups, outputs: weightShape[1])
        return Tensor(shape) { o, i, j in
            var sum = 0.0
            for c in 0..<group.inputs {
                let channel = o / group.outputs * group.inputs + c
                for u in 0..<kernel.y {
                    let y = i + padding.top - u * dilations.y
                    guard y >= 0, y % strides.y == 0, y / strides.y < x.height else { continue }
                    for v in 0..<kernel.x {
                        let column = j + padding.left - v * dilations.x
                        guard column >= 0, column % strides.x == 0, column / strides.x < x.width
                        else { continue }
                        let tap = (channel * group.outputs + o % group.outputs) * kernel.y + u
                        let place = (channel * x.height + y / strides.y) * x.width
                        sum +=
                            Double(w[tap * kernel.x + v])
                            * Double(source[place + column / strides.x])
                    }
                }
            }
            return Float(sum + Double(b?[o] ?? 0))
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        let taps = Pair(
            (reach.y + strides.y - 1) / strides.y, (reach.x + strides.x - 1) / strides.x)
        return .window(taps, steps: (1 / Double(strides.y), 1 / Double(strides.x)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double {
        weightShape.reduce(1.0) { $0 * Double($1) } * Double(inputs[0].area)
    }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? {
        LayerWeights(slot: weight, axis: 1)
    }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        let input = step.inputs[0].layout
        let output: ChannelLayout
        if groups == 1 {
            output = step.spaces.make(outputChannels, isFixed: false)
            step.spaces.use(weight, axis: 0, input)
            step.spaces.use(weight, axis: 1, output)
        } else if weightShape[1] == 1, groups == inputChannels {
            output = input
            step.spaces.use(weight, axis: 0, input)
        } else {
            step.spaces.fix(input)
            output = step.spaces.make(outputChannels, isFixed: true)
        }
        if let bias { step.spaces.use(bias, axis: 0, output) }
        return output
    }

    package func tiled(_ input: ValidRange, whole: TransposedConvolution, _ tile: TileStep)
        -> ValidRange?
    {
        let stride = tile.axis(strides)
        guard self == whole, let seen = phaseReads(along: tile.axis) else { return nil }
        return tile.inBlocks { block in
            input.read(
                size: tile.sizes.tile, wholeSize: tile.sizes.whole, offset: input.offset * stride,
                block: block.side
            ) { place in
                place / stride + seen.lowerBound...place / stride + seen.upperBound + block.added
            }
        }
    }

    package var fixesSizes: Bool { false }
}
