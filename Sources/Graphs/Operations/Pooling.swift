package import Weights

/// The largest value or the mean of windows of pixels, as ONNX's MaxPool and AveragePool define them.
public struct Pooling: Sendable, Hashable {
    public enum Function: Sendable, Hashable {
        /// Of the pixels inside the image.
        case largest
        /// Of the pixels inside the image, or with the added zeros counted in.
        case mean(countsPadding: Bool)
    }

    public let function: Function
    /// Rows and columns of a window; 1 or more.
    public let kernel: Pair
    /// Steps between windows, rows and columns, in pixels; 1 or more.
    public let strides: Pair
    /// Steps between the pixels of a window, rows and columns; 1 or more.
    public let dilations: Pair
    /// Pixels that windows may reach out of the image, less than a window's reach.
    public let padding: Edges
    /// Whether a last window that is not full counts; it must begin inside the image or the padding
    /// before it.
    public let roundsUp: Bool

    public init(
        _ function: Function, kernel: Pair, strides: Pair, dilations: Pair = Pair(1, 1),
        padding: Edges = .none, roundsUp: Bool = false
    ) {
        self.function = function
        self.kernel = kernel
        self.strides = strides
        self.dilations = dilations
        self.padding = padding
        self.roundsUp = roundsUp
    }

    /// Rows and columns from the first pixel of a window to the last.
    package var reach: Pair {
        Pair((kernel.y - 1) * dilations.y + 1, (kernel.x - 1) * dilations.x + 1)
    }
}

extension Pooling: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        let height = windows(
            x.height, kernel.y, strides.y, dilations.y, (padding.top, padding.bottom))
        let width = windows(
            x.width, kernel.x, strides.x, dilations.x, (padding.left, padding.right))
        guard let height, let width else {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels and a padding of \(padding)",
                expected: "windows of \(kernel.x)×\(kernel.y) that each see a pixel")
        }
        return Shape(channels: x.channels, height: height, width: width)
    }

    /// How many windows there are along one axis; nil when one would see no pixel.
    private func windows(
        _ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ pads: (Int, Int)
    ) -> Int? {
        let reach = (kernel - 1) * dilation + 1
        let free = size + pads.0 + pads.1 - reach
        guard free >= 0, pads.0 < reach, pads.1 < reach else { return nil }
        let count = (roundsUp ? (free + stride - 1) / stride : free / stride) + 1
        // A window that would begin in the padding after the image is dropped, as PyTorch does.
        return roundsUp && (count - 1) * stride >= size + pads.0 ? count - 1 : count
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let x = inputs[0].valueShape
        return Tensor(shape) { channel, i, j in
            let rows = (0..<kernel.y).map { i * strides.y - padding.top + $0 * dilations.y }
            let columns = (0..<kernel.x).map { j * strides.x - padding.left + $0 * dilations.x }
            let values = rows.filter((0..<x.height).contains).flatMap { row in
                columns.filter((0..<x.width).contains).map { column in
                    Double(inputs[0].values[(channel * x.height + row) * x.width + column])
                }
            }
            switch function {
            case .largest: return Float(values.reduce(-.infinity) { $1.isNaN ? $1 : max($0, $1) })
            case .mean(let countsPadding):
                // Windows that reach past the padding, by rounding up, count only what is inside it.
                let inside =
                    rows.filter { $0 < x.height + padding.bottom }.count
                    * columns.filter { $0 < x.width + padding.right }.count
                let count = countsPadding ? inside : values.count
                return Float(values.reduce(0, +) / Double(max(count, 1)))
            }
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        .window(reach, steps: (Double(strides.y), Double(strides.x)))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: Pooling, _ tile: TileStep) -> ValidRange? {
        guard self == whole else { return nil }
        return tile.windows(
            input, reach: tile.axis(reach), stride: tile.axis(strides),
            before: tile.axis.before(padding))
    }

    package var fixesSizes: Bool { false }
}
