import Networks

extension WinogradConvolution {
    var form: ConvolutionForm {
        ConvolutionForm(
            inputChannels: reading.channels, writing.shape, kernel: 3, stride: stride)
    }

    var algorithm: String { precision == .bf16 ? "winograd-bf16" : "winograd" }
    var words: [String] { reading.words(places: form.inputSize) }
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
    fileprivate init(inputChannels: Int, _ output: Shape, kernel: Int, stride: Int = 1) {
        self.init(
            inputChannels: inputChannels, outputChannels: output.channels, groups: 1,
            kernel: Pair(kernel, kernel), strides: Pair(stride, stride), dilations: Pair(1, 1),
            inputSize: Pair(
                (output.height - 1) * stride + kernel, (output.width - 1) * stride + kernel),
            outputSize: Pair(output.height, output.width), isTransposed: false)
    }
}
