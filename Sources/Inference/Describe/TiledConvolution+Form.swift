import Graphs

extension WinogradConvolution {
    var algorithm: String { precision == .bf16 ? "winograd-bf16" : "winograd" }
    /// Whole tiles read more places than outputs depend on.
    var words: [String] {
        reading.words(
            places: Pair(
                (writing.shape.height - 1) * stride + 3, (writing.shape.width - 1) * stride + 3))
    }
}

extension ConvolutionFromPlanes {
    var form: ConvolutionForm {
        ConvolutionForm(inputChannels: planes, writing.shape, kernel: kernelSize)
    }

    var algorithm: String { "winograd-from-planes" }
    var words: [String] { [] }
}

extension ConvolutionToPlanes {
    var form: ConvolutionForm {
        ConvolutionForm(inputChannels: reading.channels, shape, kernel: kernelSize)
    }

    var algorithm: String { "winograd-to-planes" }
    var words: [String] { reading.words(places: form.inputSize) }
}

extension ConvolutionForm {
    /// A plain square convolution whose input is as large as its outputs need.
    init(inputChannels: Int, _ output: Shape, kernel: Int, stride: Int = 1) {
        self.init(
            inputChannels: inputChannels, outputChannels: output.channels, groups: 1,
            kernel: Pair(kernel, kernel), strides: Pair(stride, stride), dilations: Pair(1, 1),
            inputSize: Pair(
                (output.height - 1) * stride + kernel, (output.width - 1) * stride + kernel),
            outputSize: Pair(output.height, output.width), isTransposed: false)
    }

    init(_ convolution: TransposedConvolution, input: Shape, output: Shape) {
        self.init(
            inputChannels: input.channels, outputChannels: output.channels,
            groups: convolution.groups, kernel: convolution.kernel, strides: convolution.strides,
            dilations: convolution.dilations, inputSize: Pair(input.height, input.width),
            outputSize: Pair(output.height, output.width), isTransposed: true)
    }
}
