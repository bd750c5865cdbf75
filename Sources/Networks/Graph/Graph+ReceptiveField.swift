import Imaging

/// How much of a picture one output pixel is computed from.
public struct ReceptiveField: Sendable, Hashable {
    /// Rows and columns of the input that convolutions, pooling and resizing bring together, in pixels.
    public let size: Pair
    /// Whether every pixel counts besides, through normalisation, averages or attention over the whole
    /// picture.
    public let seesWholePicture: Bool

    package init(size: Pair, seesWholePicture: Bool) {
        self.size = size
        self.seesWholePicture = seesWholePicture
    }
}

extension Graph {
    /// The receptive field of the output; of strided and enlarging layers the largest of any pixel's.
    ///
    /// Along each axis a layer whose outputs each see k inputs, j input pixels apart, adds (k − 1) · j
    /// pixels; strides multiply j, enlargements divide it (Araujo et al., Distill 2019).
    public var receptiveField: ReceptiveField {
        var fields = [Field()]
        for (index, node) in nodes.enumerated() {
            fields.append(
                field(of: node, inputs: node.inputs.map { fields[$0] }, output: index + 1))
        }
        let field = fields[output]
        let limit = inputShape
        return ReceptiveField(
            size: Pair(
                min(Int(field.y.extent.rounded(.up)), limit.height),
                min(Int(field.x.extent.rounded(.up)), limit.width)),
            seesWholePicture: field.isWhole)
    }

    fileprivate struct Axis {
        /// Input pixels seen.
        var extent = 1.0
        /// Input pixels from one pixel of the value to the next.
        var jump = 1.0

        /// What a layer makes that sees `taps` pixels for one, and steps by `stride`.
        func seeing(_ taps: Int, stride: Double = 1) -> Axis {
            Axis(extent: extent + Double(taps - 1) * jump, jump: jump * stride)
        }
    }

    fileprivate struct Field {
        var y = Axis()
        var x = Axis()
        var isWhole = false

        func seeing(_ taps: Pair, strides: (y: Double, x: Double) = (1, 1)) -> Field {
            Field(
                y: y.seeing(taps.y, stride: strides.y), x: x.seeing(taps.x, stride: strides.x),
                isWhole: isWhole)
        }

        var whole: Field { Field(y: y, x: x, isWhole: true) }
    }

    private func field(of node: Node, inputs: [Field], output: Int) -> Field {
        let joined = inputs.reduce(into: inputs.first ?? Field()) { result, other in
            result.y.extent = max(result.y.extent, other.y.extent)
            result.x.extent = max(result.x.extent, other.x.extent)
            result.isWhole = result.isWhole || other.isWhole
        }
        switch node.operation {
        case .convolution(let convolution):
            return joined.seeing(
                reach(convolution.kernel, convolution.dilations), strides: convolution.strides)
        case .transposedConvolution(let convolution):
            let (reach, s) = (reach(convolution.kernel, convolution.dilations), convolution.strides)
            let taps = Pair((reach.y + s.y - 1) / s.y, (reach.x + s.x - 1) / s.x)
            return joined.seeing(taps, strides: (1 / Double(s.y), 1 / Double(s.x)))
        case .pooling(let pooling):
            return joined.seeing(reach(pooling.kernel, pooling.dilations), strides: pooling.strides)
        case .nearestUpsampling(let upsampling):
            let factors = upsampling.factors
            return joined.seeing(
                Pair(1, 1), strides: (1 / Double(factors.y), 1 / Double(factors.x)))
        case .resizing(let resizing): return field(of: resizing, joined, shapes[node.inputs[0]])
        case .pixelShuffle(let shuffle):
            let factor = Double(shuffle.factor)
            return joined.seeing(Pair(1, 1), strides: (1 / factor, 1 / factor))
        case .pixelUnshuffle(let shuffle):
            let factor = shuffle.factor
            return joined.seeing(Pair(factor, factor), strides: Pair(factor, factor))
        case .instanceNormalization, .groupNormalization: return joined.whole
        case .batchNormalization(let batch):
            return batch.statistics == .picture ? joined.whole : joined
        case .reduction(let reduction): return seesPixels(reduction.axes) ? joined.whole : joined
        case .layerNormalization(let layer): return seesPixels(layer.axes) ? joined.whole : joined
        case .softmax(let softmax): return seesPixels([softmax.axis]) ? joined.whole : joined
        case .matrixProduct, .reshaping: return joined.whole
        default: return joined
        }
    }

    private func field(of resizing: Resizing, _ input: Field, _ shape: Shape) -> Field {
        let rows = resizing.rowTaps(height: shape.height).map(\.places.count).max() ?? 1
        let columns = resizing.columnTaps(width: shape.width).map(\.places.count).max() ?? 1
        return input.seeing(
            Pair(rows, columns), strides: (1 / resizing.scale.y, 1 / resizing.scale.x))
    }

    private func reach(_ kernel: Pair, _ dilations: Pair) -> Pair {
        Pair((kernel.y - 1) * dilations.y + 1, (kernel.x - 1) * dilations.x + 1)
    }

    /// Whether axes of a picture are others than the batch and the channels.
    private func seesPixels(_ axes: [Int]) -> Bool { axes.contains { $0 >= 2 } }
}

extension Graph.Field {
    fileprivate func seeing(_ taps: Pair, strides: Pair) -> Self {
        seeing(taps, strides: (Double(strides.y), Double(strides.x)))
    }
}
