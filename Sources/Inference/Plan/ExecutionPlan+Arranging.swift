import Graphs

extension ExecutionPlan {
    /// Channels brought together from several values, or blocks of pixels from several channels.
    ///
    /// out[c, y, x] = the source of channel c and phase (y mod p, x mod p) at ⌊y / p⌋, ⌊x / p⌋.
    struct Arrangement: Sendable {
        let output: TensorView
        let shape: Shape
        let lanes: Int
        /// p, 1 or more.
        let phases: Int
        /// By phase down, then channel, then phase across: one channel of a value from a pixel on,
        /// at the distances of the rows and pixels that are taken.
        let sources: [TensorView]

        /// - Parameter source: of a channel and a phase down and across.
        init(
            output: TensorView, shape: Shape, lanes: Int, phases: Int = 1,
            source: (_ channel: Int, _ down: Int, _ across: Int) -> TensorView
        ) {
            self.output = output
            self.shape = shape
            self.lanes = lanes
            self.phases = phases
            sources = (0..<phases).flatMap { down in
                (0..<shape.channels).flatMap { channel in
                    (0..<phases).map { source(channel, down, $0) }
                }
            }
        }

        /// One place of every value that it reads.
        var inputs: [TensorView] {
            Array(Dictionary(sources.map { ($0.storage, $0) }) { first, _ in first }.values)
        }
    }

    /// A row-major array of any rank copied out of another.
    struct Gather: Sendable {
        let input: TensorView
        let output: TensorView
        /// Of the output.
        let sizes: [Int]
        /// In the input, floats from one element to the next along each axis.
        let steps: [Int]
    }

    /// Products of matrices that follow one another.
    struct Multiply: Sendable {
        let a: TensorView
        let b: TensorView
        let output: TensorView
        /// Where each product's matrices begin, in matrices.
        let batch: [(a: Int, b: Int)]
        let rows: Int
        let depth: Int
        let columns: Int
    }

    /// e^x over its sum along one axis.
    struct Soften: Sendable {
        let input: TensorView
        let output: TensorView
        /// Products of the sizes before, of and after the axis.
        let sizes: (outer: Int, axis: Int, inner: Int)
        let logarithm: Bool
    }
}
