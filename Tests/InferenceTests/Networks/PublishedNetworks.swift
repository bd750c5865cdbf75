import Fixtures
import Graphs

/// Networks as they are published, with random weights.
extension AnyGraph {
    enum Published: String, CaseIterable {
        case dnCNN, compact, resnetGenerator, uNet, rrdb, span
    }

    /// Appends a whole network.
    ///
    /// - Parameters:
    ///   - width: channels of the inner layers.
    ///   - depth: blocks.
    mutating func append(_ network: Published, width: Int, depth: Int) {
        switch network {
        case .dnCNN: appendDnCNN(width, depth)
        case .compact: appendCompact(width, depth)
        case .resnetGenerator: appendResnetGenerator(width, depth)
        case .uNet: appendUNet(width, depth)
        case .rrdb: appendRRDB(width, depth)
        case .span: appendSPAN(width, depth)
        }
    }

    private var last: Int { shapes.count - 1 }

    @discardableResult
    private mutating func convolution(
        _ input: Int, _ outputs: Int, kernel: Int = 3, stride: Int = 1, padding: Int? = nil,
        gain: Float = 1.7
    ) -> Int {
        let sizes = [outputs, shape(input).channels, kernel, kernel]
        let scale = gain / Float(sizes[1] * kernel * kernel).squareRoot()
        let (weight, bias) = (parameter(sizes, scale), parameter([outputs], 0.1))
        append(
            .convolution(
                Convolution(
                    weight: weight, bias: bias, weightShape: sizes, strides: Pair(stride, stride),
                    padding: Edges(all: padding ?? kernel / 2))), [input])
        return last
    }

    /// Twice the size, by a kernel of 3×3 with an added row and column or of 4×4.
    private mutating func doubled(_ input: Int, _ outputs: Int, kernel: Int) -> Int {
        let sizes = [shape(input).channels, outputs, kernel, kernel]
        let scale = 3 / Float(sizes[0] * kernel * kernel).squareRoot()
        let (weight, bias) = (parameter(sizes, scale), parameter([outputs], 0.1))
        append(
            .transposedConvolution(
                TransposedConvolution(
                    weight: weight, bias: bias, weightShape: sizes, strides: Pair(2, 2),
                    padding: Edges(all: 1), outputPadding: kernel == 3 ? Pair(1, 1) : Pair(0, 0))),
            [input])
        return last
    }

    private mutating func activated(_ input: Int, _ activation: Activation) -> Int {
        append(.activation(activation), [input])
        return last
    }

    private mutating func combined(_ function: Arithmetic.Function, _ a: Int, _ b: Int) -> Int {
        append(.arithmetic(Arithmetic(function)), [a, b])
        return last
    }

    private mutating func joined(_ values: [Int]) -> Int {
        append(.concatenation(Concatenation(axis: 1)), values)
        return last
    }

    /// Zhang et al., arXiv 1608.03981, without the normalization that published weights have folded in.
    private mutating func appendDnCNN(_ width: Int, _ depth: Int) {
        var x = activated(convolution(0, width), .relu)
        for _ in 0..<depth { x = activated(convolution(x, width), .relu) }
        let noise = convolution(x, 3, gain: 0.3)
        _ = combined(.subtraction, 0, noise)
    }

    /// SRVGGNetCompact of Real-ESRGAN, ×4.
    private mutating func appendCompact(_ width: Int, _ depth: Int) {
        var x = rectified(convolution(0, width))
        for _ in 0..<depth { x = rectified(convolution(x, width)) }
        convolution(x, 48, gain: 0.3)
        append(.pixelShuffle(PixelShuffle(factor: 4)), [last])
        let detail = last
        append(.nearestUpsampling(NearestUpsampling(factors: Pair(4, 4))), [0])
        _ = combined(.addition, detail, last)
    }

    private mutating func rectified(_ input: Int) -> Int {
        let channels = shape(input).channels
        let slope = parameter([channels], 0.3)
        append(.parametricReLU(ParametricReLU(slope: slope, count: channels)), [input])
        return last
    }

    /// CycleGAN's generator (Zhu et al., arXiv 1703.10593) without affine normalization.
    private mutating func appendResnetGenerator(_ width: Int, _ depth: Int) {
        func normal() -> Operation {
            .instanceNormalization(InstanceNormalization(scale: nil, shift: nil))
        }
        func mirrored(_ edge: Int) -> Operation {
            .padding(Padding(mode: .reflect, edges: Edges(all: edge)))
        }
        append(mirrored(3), [0])
        var x = convolution(last, width, kernel: 7, padding: 0)
        for factor in [2, 4] {
            append(normal(), [x])
            x = convolution(activated(last, .relu), width * factor, stride: 2)
        }
        append(normal(), [x])
        x = activated(last, .relu)
        for _ in 0..<depth {
            append(mirrored(1), [x])
            convolution(last, width * 4, padding: 0)
            append(normal(), [last])
            append(mirrored(1), [activated(last, .relu)])
            convolution(last, width * 4, padding: 0)
            append(normal(), [last])
            x = combined(.addition, x, last)
        }
        for factor in [2, 1] {
            append(normal(), [doubled(x, width * factor, kernel: 3)])
            x = activated(last, .relu)
        }
        append(mirrored(3), [x])
        _ = activated(convolution(last, 3, kernel: 7, padding: 0), .tanh)
    }

    /// pix2pix's generator (Isola et al., arXiv 1611.07004).
    private mutating func appendUNet(_ width: Int, _ depth: Int) {
        var skips: [Int] = []
        var x = convolution(0, width, kernel: 4, stride: 2, padding: 1)
        for level in 1..<depth {
            skips.append(x)
            let outputs = width * min(8, 1 << level)
            x = convolution(
                activated(x, .leakyReLU(slope: 0.2)), outputs, kernel: 4, stride: 2, padding: 1)
            if level < depth - 1 { x = batchNormalized(x) }
        }
        for skip in skips.reversed() {
            let up = doubled(activated(x, .relu), shape(skip).channels, kernel: 4)
            x = joined([skip, batchNormalized(up)])
        }
        _ = activated(doubled(activated(x, .relu), 3, kernel: 4), .tanh)
    }

    private mutating func batchNormalized(_ input: Int) -> Int {
        let channels = [shape(input).channels]
        let (scale, shift) = (parameter(channels, 0.3, around: 1), parameter(channels, 0.3))
        let (mean, variance) = (parameter(channels, 0.3), parameter(channels, 0.5, around: 1))
        append(
            .batchNormalization(
                BatchNormalization(scale: scale, shift: shift, mean: mean, variance: variance)),
            [input])
        return last
    }

    /// ESRGAN's generator (Wang et al., arXiv 1809.00219), with half as many growing channels.
    private mutating func appendRRDB(_ width: Int, _ depth: Int) {
        let head = convolution(0, width)
        var x = head
        for _ in 0..<depth {
            let start = x
            for _ in 0..<3 { x = dense(x, width) }
            x = combined(.addition, scaled(x), start)
        }
        x = combined(.addition, convolution(x, width), head)
        for _ in 0..<2 {
            append(.nearestUpsampling(NearestUpsampling(factors: Pair(2, 2))), [x])
            x = activated(convolution(last, width), .leakyReLU(slope: 0.2))
        }
        x = activated(convolution(x, width), .leakyReLU(slope: 0.2))
        convolution(x, 3, gain: 0.5)
    }

    private mutating func dense(_ input: Int, _ width: Int) -> Int {
        var parts = [input]
        for _ in 0..<4 {
            let x = parts.count == 1 ? input : joined(parts)
            parts.append(activated(convolution(x, width / 2), .leakyReLU(slope: 0.2)))
        }
        return combined(.addition, scaled(convolution(joined(parts), width)), input)
    }

    private mutating func scaled(_ input: Int) -> Int {
        append(.fill(Fill(0.2)), [])
        return combined(.multiplication, input, last)
    }

    /// SPAN (Wan et al., arXiv 2311.12770), ×4: attention without parameters.
    private mutating func appendSPAN(_ width: Int, _ depth: Int) {
        let head = convolution(0, width)
        var (x, first) = (head, head)
        for block in 0..<depth {
            let a = convolution(x, width)
            let b = convolution(activated(a, .silu), width)
            let c = convolution(activated(b, .silu), width)
            append(.fill(Fill(0.5)), [])
            let gate = combined(.subtraction, activated(c, .sigmoid), last)
            x = combined(.multiplication, combined(.addition, c, x), gate)
            if block == 0 { first = a }
        }
        let tail = convolution(x, width)
        let all = convolution(joined([head, tail, first, x]), width, kernel: 1)
        convolution(all, 48)
        append(.pixelShuffle(PixelShuffle(factor: 4)), [last])
    }
}
