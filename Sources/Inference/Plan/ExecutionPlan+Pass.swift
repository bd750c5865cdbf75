import Graphs

extension ExecutionPlan {
    /// What a pass does to every value x, one after the other.
    enum Stage: Sendable {
        /// x · scale + shift with the table of that number, one pair a channel.
        case affine(Int)
        /// x for x ≥ 0, else slope · x, with one slope a channel in that packed parameter.
        case rectifier(Int)
        case function(Activation)
        /// The function of x and the operand, or of the operand and x where it is reversed.
        case combination(Arithmetic.Function, TensorView, reversed: Bool)
    }

    /// out[y, x] = stages(in[rows[y], columns[x]]): everything between two convolutions.
    struct Pass: Sendable {
        let input: TensorView
        let output: TensorView
        /// Of the output.
        let shape: Shape
        let lanes: Int
        let gather: PixelGather?
        let stages: [Stage]

        var blocks: Int { (shape.channels + lanes - 1) / lanes }

        var operands: [TensorView] {
            stages.compactMap { stage in
                guard case .combination(_, let place, _) = stage else { return nil }
                return place
            }
        }
    }

    /// The most stages in one pass.
    static let longestPass = 8

    /// A table of one scale and one shift a channel; a worker fills it with these, and a step may
    /// write others.
    struct Affine: Sendable {
        /// Channels, padded to whole blocks.
        let channels: Int
        var scale: Float = 1
        var shift: Float = 0
    }
}
