import Graphs

/// How one parameter is laid out for the step that reads it.
struct PackedParameter: Sendable {
    enum Layout: Sendable {
        /// In a convolution's own layout.
        case weights(OneDNNConvolution)
        /// As our own convolutions read them.
        case blocked(BlockedWeights)
        case planar(PlanarWeights)
        /// One value a channel, followed by zeros up to a whole block.
        case channels(Int)
        /// Every value for so many channels, followed by zeros.
        case spread(Int, times: Int)
        /// One value for as many channels.
        case repeated(Int)
        /// In the order of the file.
        case plain(Int)
    }

    /// Slot in the graph.
    let slot: Int
    let layout: Layout

    /// Whether the step that reads it sums the members' by itself.
    var isMixedOnReading: Bool {
        switch layout {
        case .blocked, .planar: true
        case .weights, .channels, .spread, .repeated, .plain: false
        }
    }

    /// Floats, rounded up so that the next one starts at a multiple of 64 bytes.
    var floats: Int {
        let count =
            switch layout {
            case .weights(let convolution): (convolution.weightBytes + 3) / 4
            case .blocked(let weights): weights.count
            case .planar(let weights): weights.count
            case .channels(let count), .spread(let count, _), .repeated(let count),
                .plain(let count):
                count
            }
        return (count + 15) / 16 * 16
    }
}
