import Graphs

/// The layout of weights for blocks of outputs: blocks × inputs × taps × channels of a block.
///
/// Channels and taps that do not exist are zeros.  Linear: packing commutes with weighted sums.
struct BlockedWeights: Sendable {
    let outputs: Int
    let inputs: Int
    /// Inputs that there is room for.
    let paddedInputs: Int
    let kernel: Kernel
    /// Channels of a block.
    let lanes: Int
    /// How the weights of a transposed convolution become those of a plain one; nil for plain ones.
    var phases: PolyphaseConvolution?

    private var outputBlocks: Int { (outputs + lanes - 1) / lanes }

    /// Floats.
    var count: Int { outputBlocks * paddedInputs * kernel.paddedTaps * lanes }

    /// Brings weights from the order of files, outputs × inputs × taps, to this layout.
    ///
    /// - Parameter packed: ``count`` floats.
    func pack(_ file: [Float], into packed: UnsafeMutablePointer<Float>) {
        let plain = phases?(file) ?? file
        packed.update(repeating: 0, count: count)
        let (taps, padded) = (kernel.taps, kernel.paddedTaps)
        for output in 0..<outputs {
            let block = packed + output / lanes * paddedInputs * padded * lanes + output % lanes
            for input in 0..<inputs {
                let source = (output * inputs + input) * taps.count
                for (tap, place) in taps.enumerated() {
                    block[(input * padded + place) * lanes] = plain[source + tap]
                }
            }
        }
    }
}

extension BlockedWeights {
    /// A square kernel with zeros below and to the right of it.
    struct Kernel: Sendable {
        /// Rows and columns that files have.
        let size: Int
        /// Rows and columns with the zeros.
        let paddedSize: Int

        var paddedTaps: Int { paddedSize * paddedSize }

        /// Where each tap of the files stands among the padded ones.
        var taps: [Int] {
            (0..<size * size).map { $0 / size * paddedSize + $0 % size }
        }
    }
}
