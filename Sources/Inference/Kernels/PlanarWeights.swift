import Graphs

/// The layout of weights for a few planes of outputs: outputs × taps × inputs.
///
/// Channels and taps that do not exist are zeros.  Linear: packing commutes with weighted sums.
struct PlanarWeights: Sendable {
    let outputs: Int
    let inputs: Int
    /// Inputs that there is room for.
    let paddedInputs: Int
    let kernel: BlockedWeights.Kernel

    /// Floats.
    var count: Int { outputs * kernel.paddedTaps * paddedInputs }

    /// Brings weights from the order of files, outputs × inputs × taps, to this layout.
    ///
    /// - Parameter packed: ``count`` floats.
    func pack(_ plain: [Float], into packed: UnsafeMutablePointer<Float>) {
        packed.update(repeating: 0, count: count)
        let taps = kernel.taps
        for output in 0..<outputs {
            for input in 0..<inputs {
                let source = (output * inputs + input) * taps.count
                for (tap, place) in taps.enumerated() {
                    packed[(output * kernel.paddedTaps + place) * paddedInputs + input] =
                        plain[source + tap]
                }
            }
        }
    }
}
