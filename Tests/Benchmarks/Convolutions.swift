import Graphs
import Inference

/// A convolution and what comes in, padding included.
struct Layer {
    let channels: (input: Int, output: Int)
    /// Pixels along a side of the kernel.
    let kernel: Int
    var stride = 1
    /// Pixels that come in.
    let size: (width: Int, height: Int)
}

/// TransformerNet with 32, 64 and 128 channels at 640×360, each kind of layer once.
let transformerLayers = [
    Layer(channels: (3, 32), kernel: 9, size: (648, 368)),
    Layer(channels: (32, 64), kernel: 3, stride: 2, size: (642, 362)),
    Layer(channels: (64, 128), kernel: 3, stride: 2, size: (322, 182)),
    Layer(channels: (128, 128), kernel: 3, size: (162, 92)),
    Layer(channels: (128, 64), kernel: 3, size: (322, 182)),
    Layer(channels: (64, 32), kernel: 3, size: (642, 362)),
    Layer(channels: (32, 3), kernel: 9, size: (648, 368)),
]

/// The layer by oneDNN.
func convolution(_ layer: Layer, threads: Int) throws -> Measurement {
    let convolution = Convolution(
        weight: 0, bias: 1,
        weightShape: [layer.channels.output, layer.channels.input, layer.kernel, layer.kernel],
        strides: Pair(layer.stride, layer.stride))
    let input = Shape(
        channels: layer.channels.input, height: layer.size.height, width: layer.size.width)
    let lone = try LoneConvolution(convolution, input: input, threads: threads)
    let step = lone.description
    return try Measurement(
        "\(step.name) (\(step.kernel))", .operations(2 * (step.multiplyAccumulates ?? 0))
    ) { try lone.run() }
}
