import Graphs
import Weights

/// How the generators of pytorch-CycleGAN-and-pix2pix normalize, told by the tensors of a convolution
/// and of the layer after it (models/networks.py, get_norm_layer and use_bias).
enum GeneratorNormalization {
    /// Over each channel's pixels, ε 10⁻⁵, without scales; convolutions have biases.
    case instance
    /// Over the batch, or by the statistics of training, ε 10⁻⁵; convolutions have no biases.
    case batch
    /// Not at all; convolutions have no biases.
    case none

    init(_ checkpoint: Checkpoint, convolution: String, normalization: String) {
        if checkpoint.hasTensors("\(normalization).weight") {
            self = .batch
        } else {
            self = checkpoint.hasTensors("\(convolution).bias") ? .instance : .none
        }
    }

    /// Whether the convolutions before it have biases.
    var usesBias: Bool { self == .instance }

    /// Appends it; the same value where there is none.
    func append(
        _ graph: inout GraphBuilder, _ x: Int, _ name: String
    ) throws(GraphError) -> Int {
        switch self {
        case .instance:
            let plain = InstanceNormalization(scale: nil, shift: nil)
            return try graph.append(name, .instanceNormalization(plain), x)
        case .batch: return try graph.batchNormalization(x, name)
        case .none: return x
        }
    }

    /// Whether the authors' program drops the tensor: statistics of instance normalization, which
    /// PyTorch before 0.4 kept, and counters.
    func ignores(_ tensor: String) -> Bool {
        let isStatistic = tensor.hasSuffix(".running_mean") || tensor.hasSuffix(".running_var")
        return tensor.hasSuffix(".num_batches_tracked") || self == .instance && isStatistic
    }
}
