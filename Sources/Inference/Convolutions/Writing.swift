import CKernels
import Networks

extension Program {
    /// Where a convolution of our own writes blocks of channels.
    struct Writing: Sendable {
        var output: Place
        /// Whether the values are kept; else only their sums are.
        var isKept = true
        let shape: Shape
        let lanes: Int
        /// Entry of the packed parameters.
        let bias: Int?
        /// Where sums for the normalisation that follows go.
        var sums: Place?

        var blocks: Int { (shape.channels + lanes - 1) / lanes }

        /// Floats of the sums of so many units.
        func sumCount(units: Int) -> Int { 4 * units * blocks * lanes }

        var places: [Place] { (isKept ? [output] : []) + (sums.map { [$0] } ?? []) }

        /// As the kernels take it, in one worker's memory.
        func kernel(_ worker: Worker) -> segue_writing {
            var kernel = segue_writing()
            kernel.data = isKept ? worker.address(output, worker.activations.floats) : nil
            kernel.row = output.row
            kernel.block = output.block
            kernel.height = Int64(shape.height)
            kernel.width = Int64(shape.width)
            kernel.blocks = Int64(blocks)
            kernel.bias = bias.map { UnsafePointer(worker.packed($0)) }
            kernel.sums = sums.map { worker.address($0, worker.activations.floats) }
            return kernel
        }
    }
}
