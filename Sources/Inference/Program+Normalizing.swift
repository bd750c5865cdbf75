import Networks

extension Program {
    /// Mean and variance of every channel or group of channels, turned into the scale and shift of a
    /// normalisation.
    struct Moments: Sendable {
        let input: Place
        /// Sums that the step before made of as many units, in place of the input.
        let sums: (place: Place, units: Int)?
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

    /// A normalisation by mean and variance that are parameters, turned into its scale and shift.
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
        let input: Place
        let output: Place
        let shape: Shape
        let lanes: Int
        let epsilon: Float
    }
}
