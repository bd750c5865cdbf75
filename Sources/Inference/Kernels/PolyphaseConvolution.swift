import Graphs

/// A transposed convolution as a plain one whose channels are the phases of its output.
///
/// Along an axis of stride s an output at s · q + r is Σ w[u] x[q + e] over the taps u with
/// r + p − u = s · e: what each phase r sees lies within as few inputs as any does.
struct PolyphaseConvolution: Sendable {
    /// Rows and columns of the plain kernel.
    static let size = 3

    let convolution: TransposedConvolution
    /// The first input that output 0 of any phase sees, rows and columns.
    let first: Pair

    /// Nil for grouped or dilated ones, and where the phases together see more than three inputs.
    init?(_ convolution: TransposedConvolution) {
        let strides = convolution.strides
        guard convolution.groups == 1, convolution.dilations == Pair(1, 1),
            let y = convolution.phaseReads(along: .rows),
            let x = convolution.phaseReads(along: .columns),
            y.count <= Self.size, x.count <= Self.size, strides.y == strides.x
        else { return nil }
        self.convolution = convolution
        first = Pair(y.lowerBound, x.lowerBound)
    }

    /// Outputs side by side that one of the plain convolution's stands for.
    var factor: Int { convolution.strides.y }

    /// Channels of the plain convolution: a channel's phases follow one another, row by row.
    var outputs: Int { convolution.outputChannels * factor * factor }

    /// Weights of files, inputs × outputs × taps, as those of the plain convolution, outputs × inputs × taps.
    /// Linear: it commutes with weighted sums.
    func callAsFunction(_ transposed: [Float]) -> [Float] {
        let (inputs, channels, kernel) = (
            convolution.inputChannels, convolution.outputChannels, convolution.kernel
        )
        var plain = [Float](repeating: 0, count: outputs * inputs * Self.size * Self.size)
        for output in 0..<outputs {
            let (channel, phase) = (output / (factor * factor), output % (factor * factor))
            for tap in 0..<Self.size * Self.size {
                let u = source(tap / Self.size, phase / factor, first.y, convolution.padding.top)
                let v = source(tap % Self.size, phase % factor, first.x, convolution.padding.left)
                guard (0..<kernel.y).contains(u), (0..<kernel.x).contains(v) else { continue }
                for input in 0..<inputs {
                    plain[(output * inputs + input) * Self.size * Self.size + tap] =
                        transposed[((input * channels + channel) * kernel.y + u) * kernel.x + v]
                }
            }
        }
        return plain
    }

    /// The tap of the transposed kernel that a tap of the plain one is for a phase; may lie outside.
    private func source(_ tap: Int, _ phase: Int, _ first: Int, _ padding: Int) -> Int {
        phase + padding - factor * (first + tap)
    }
}
