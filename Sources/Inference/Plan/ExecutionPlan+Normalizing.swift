import Graphs

extension ExecutionPlan {
    /// Mean and variance of every channel or group of channels, turned into the scale and shift of a
    /// normalization.
    struct Moments: Sendable {
        let input: TensorView
        /// Sums that the step before made of as many units, in place of the input.
        let sums: (place: TensorView, units: Int)?
        let shape: Shape
        let lanes: Int
        /// Channels that share their mean and variance.
        let groupSize: Int
        /// Number of the table that it writes.
        let affine: Int
        let epsilon: Float
        /// Entries of the packed parameters.
        let scale: Int?
        let shift: Int?
    }

    /// A normalization by mean and variance that are parameters, turned into its scale and shift.
    struct Statistics: Sendable {
        let channels: Int
        /// Number of the table that it writes.
        let affine: Int
        let epsilon: Float
        /// Entries of the packed parameters.
        let scale: Int?
        let shift: Int?
        let mean: Int
        let variance: Int
    }

    /// The channels of every pixel brought to mean 0 and variance 1.
    struct ChannelNormalization: Sendable {
        let input: TensorView
        let output: TensorView
        let shape: Shape
        let lanes: Int
        let epsilon: Float
    }
}
