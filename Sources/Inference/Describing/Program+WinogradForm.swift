import Networks

extension Program.Winograd {
    /// Its sizes as the network has them.
    var form: ConvolutionForm {
        ConvolutionForm(
            inputChannels: reading.channels, outputChannels: shape.channels, groups: 1,
            kernel: Pair(3, 3), strides: Pair(stride, stride), dilations: Pair(1, 1),
            inputSize: read, outputSize: Pair(shape.height, shape.width), isTransposed: false)
    }

    /// What is done to the values as they are read.
    var words: [String] { reading.words(places: read) }

    /// Rows and columns of the padded input that outputs depend on; whole tiles read more.
    private var read: Pair {
        Pair((shape.height - 1) * stride + 3, (shape.width - 1) * stride + 3)
    }
}
