/// The layout of weights that our own convolutions read: blocks of output channels × inputs × taps ×
/// output channels of a block; channels that do not exist are zeros.
struct BlockedWeights: Sendable {
    let outputs: Int
    let inputs: Int
    /// Taps of a kernel.
    let taps: Int
    /// Channels of a block.
    let lanes: Int

    private var outputBlocks: Int { (outputs + lanes - 1) / lanes }
    private var paddedInputs: Int { (inputs + lanes - 1) / lanes * lanes }

    /// Floats.
    var count: Int { outputBlocks * paddedInputs * taps * lanes }

    /// Brings weights from the order of files, outputs × inputs × taps, to this layout.  Linear:
    /// packing commutes with weighted sums.
    ///
    /// - Parameter packed: ``count`` floats.
    func pack(_ plain: [Float], into packed: UnsafeMutablePointer<Float>) {
        packed.update(repeating: 0, count: count)
        for output in 0..<outputs {
            let block = packed + output / lanes * paddedInputs * taps * lanes + output % lanes
            for item in 0..<inputs * taps {
                block[item * lanes] = plain[output * inputs * taps + item]
            }
        }
    }
}
