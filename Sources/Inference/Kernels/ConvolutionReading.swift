import Graphs

/// What a convolution of our own reads: a stored value and what is done to it on the way.
struct ConvolutionReading: Sendable {
    var input: TensorView
    /// Channels of the input.
    let channels: Int
    /// The pixel of each place of the padded input, −1 for `outside`.
    var rows: [Int32]
    var columns: [Int32]
    let outside: Float
    /// x · scale + shift with the table of that number.
    let affine: Int?
    /// Then x for x ≥ 0, else slope · x.
    let slope: Slope?

    /// The packed parameter with the slopes, if one has them.
    var slopeEntry: Int? {
        guard case .parameter(let entry)? = slope else { return nil }
        return entry
    }

    /// Channels in whole blocks of the input's.
    var paddedChannels: Int { (channels + input.pixel - 1) / input.pixel * input.pixel }

    /// Slopes of negative values.
    enum Slope: Sendable {
        /// One for all channels: 0 is ReLU's.
        case constant(Float)
        /// One a channel, in that packed parameter.
        case parameter(Int)
    }
}
