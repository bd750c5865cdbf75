import Graphs
import Weights

/// The row of convolutions that DnCNN and FDnCNN share, numbered as KAIR's models/network_dncnn.py
/// numbers them: parameterless layers count.
///
/// | layer | kernel | output |
/// |---|---|---|
/// | model.0, ReLU | 3×3 | c channels |
/// | model.2 …, batch normalization where model.3 … is one, ReLU | 3×3 | c channels |
/// | the last | 3×3 | image |
///
/// The normalizations' ε is 10⁻⁴ (models/basicblock.py).
struct PlainDenoiser {
    /// Channels that the first convolution takes.
    let inputs: Int
    /// Channels that the last convolution makes, 1 or 3.
    let outputs: Int
    private let convolutions: [Int]
    private let normalizations: Set<Int>

    /// Nil for another's names, and for seven convolutions without normalization: those are KAIR's IRCNN,
    /// whose kernels are dilated and whose names are the same.
    init?(_ checkpoint: Checkpoint) {
        let numbers = checkpoint.numbers(after: "model")
        convolutions = numbers.filter { checkpoint.kernelShape("model.\($0).weight") != nil }
        normalizations = Set(numbers).subtracting(convolutions)
        guard convolutions.starts(with: [0, 2]), convolutions.count > 2,
            convolutions.count != 7 || !normalizations.isEmpty,
            !checkpoint.names.contains(where: { $0.hasPrefix("model.1.") }),
            let first = checkpoint.kernelShape("model.0.weight"),
            let last = checkpoint.kernelShape(
                "model.\(convolutions[convolutions.count - 1]).weight"),
            last[0] == 1 || last[0] == 3
        else { return nil }
        (inputs, outputs) = (first[1], last[0])
    }

    /// Appends the row.
    func forward(_ graph: inout GraphBuilder, _ input: Int) throws(GraphError) -> Int {
        var (x, place) = (input, 0)
        for _ in convolutions.dropLast() {
            x = try graph.convolution(x, "model.\(place)")
            place += 1
            if normalizations.contains(place) {
                x = try graph.batchNormalization(x, "model.\(place)", epsilon: 1e-4)
                place += 1
            }
            x = try graph.append("model.\(place)", .activation(.relu), x)
            place += 1
        }
        return try graph.convolution(x, "model.\(place)")
    }
}
