internal import COneDNN
import Networks

extension ConvolutionForm {
    init(_ shape: segue_convolution) {
        func pair(_ rows: dnnl_dim_t, _ columns: dnnl_dim_t) -> Pair {
            Pair(Int(rows), Int(columns))
        }
        inputChannels = Int(shape.input_channels)
        outputChannels = Int(shape.output_channels)
        groups = Int(shape.groups)
        kernel = pair(shape.kernel.0, shape.kernel.1)
        strides = pair(shape.strides.0, shape.strides.1)
        dilations = pair(shape.dilations.0, shape.dilations.1)
        inputSize = pair(shape.input.0, shape.input.1)
        outputSize = pair(shape.output.0, shape.output.1)
        isTransposed = shape.is_transposed == 1
    }
}
