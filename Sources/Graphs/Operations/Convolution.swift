package import Weights

/// Two-dimensional cross-correlation, as PyTorch's Conv2d and ONNX's Conv define it.
///
/// y[o, i, j] = b[o] + Σ_{c, u, v} w[o, c, u, v] · x[g(o) + c, i·s − p + u·d, j·s − p + v·d], where x is
/// zero outside and g(o) is the first input channel of o's group.
public struct Convolution: Sendable, Hashable {
    /// Slot of the weight, output channels × input channels of a group × rows × columns.
    public let weight: Int
    /// Slot of the bias, one value an output channel.
    public let bias: Int?
    /// Dimensions of the weight.
    public let weightShape: [Int]
    /// Steps between outputs, rows and columns, in pixels; 1 or more.
    public let strides: Pair
    /// Steps between kernel taps, rows and columns, in pixels; 1 or more.
    public let dilations: Pair
    /// Zeros added on each side, in pixels.
    public let padding: Edges
    /// Groups of channels that do not see each other; divides both channel counts.
    public let groups: Int

    public init(
        weight: Int, bias: Int?, weightShape: [Int], strides: Pair = Pair(1, 1),
        dilations: Pair = Pair(1, 1), padding: Edges = .none, groups: Int = 1
    ) {
        self.weight = weight
        self.bias = bias
        self.weightShape = weightShape
        self.strides = strides
        self.dilations = dilations
        self.padding = padding
        self.groups = groups
    }

    public var outputChannels: Int { weightShape[0] }
    public var inputChannels: Int { weightShape[1] * groups }
    /// Rows and columns of the kernel.
    public var kernel: Pair { Pair(weightShape[2], weightShape[3]) }
    /// Rows and columns from the first tap to the last, with those between.
    package var reach: Pair {
        Pair((kernel.y - 1) * dilations.y + 1, (kernel.x - 1) * dilations.x + 1)
    }
}

extension Convolution: OperationRule {
    package var parameters: [Int] { [weight] + (bias.map { [$0] } ?? []) }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        guard x.channels == inputChannels else {
            throw Shape.Mismatch(
                found: "\(x.channels) input channels",
                expected: "\(inputChannels) as the weight \(weightShape) says")
        }
        let height = x.height + padding.top + padding.bottom - reach.y
        let width = x.width + padding.left + padding.right - reach.x
        guard height >= 0, width >= 0 else {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels",
                expected: "at least the kernel's \(reach.x)×\(reach.y)")
        }
        return Shape(
            channels: outputChannels, height: height / strides.y + 1, width: width / strides.x + 1)
    }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        let x = inputs[0].valueShape
        let source = inputs[0].values
        let w = parameters[weight].values
        let b = bias.map { parameters[$0].values }
        let group = (inputs: weightShape[1], outputs: outputChannels / groups)
        return Tensor(shape) { o, i, j in
            var sum = 0.0
            for c in 0..<group.inputs {
                let plane = (o / group.outputs * group.inputs + c) * x.area
                for u in 0..<kernel.y {
                    let y = i * strides.y - padding.top + u * dilations.y
                    guard (0..<x.height).contains(y) else { continue }
                    for v in 0..<kernel.x {
                        let column = j * strides.x - padding.left + v * dilations.x
                        guard (0..<x.width).contains(column) else { continue }
                        let tap = ((o * group.inputs + c) * kernel.y + u) * kernel.x + v
                        sum += Double(w[tap]) * Double(source[plane + y * x.width + column])
                    }
                }
            }
            return Float(sum + Double(b?[o] ?? 0))
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        .window(reach, steps: (Double(strides.y), Double(strides.x)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double {
        weightShape.reduce(1.0) { $0 * Double($1) } * Double(output.area)
    }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? {
        LayerWeights(slot: weight, axis: 0)
    }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        let input = step.inputs[0].layout
        let output: ChannelLayout
        if groups == 1 {
            output = step.spaces.make(outputChannels, isFixed: false)
            step.spaces.use(weight, axis: 1, input)
            step.spaces.use(weight, axis: 0, output)
        } else if weightShape[1] == 1 {
            // A depthwise convolution keeps the channels that it has.
            output = step.spaces.multiplied(input, by: outputChannels / groups)
            step.spaces.use(weight, axis: 0, output)
        } else {
            step.spaces.fix(input)
            output = step.spaces.make(outputChannels, isFixed: true)
        }
        if let bias { step.spaces.use(bias, axis: 0, output) }
        return output
    }

    package func tiled(_ input: ValidRange, whole: Convolution, _ tile: TileStep) -> ValidRange? {
        guard self == whole else { return nil }
        return tile.inBlocks { block in
            tile.windows(
                input, reach: tile.axis(reach) + block.added, stride: tile.axis(strides),
                before: tile.axis.before(padding), block: block.side)
        }
    }

    package var fixesSizes: Bool { false }
}
