import CKernels
import Graphs

/// Where a convolution of our own writes blocks of channels.
struct ConvolutionWriting: Sendable {
    var output: TensorView
    /// Whether the values are kept; else only their sums are.
    var isKept = true
    let shape: Shape
    let lanes: Int
    /// Entry of the packed parameters.
    let bias: Int?
    /// Where sums for the normalization that follows go.
    var sums: TensorView?

    var blocks: Int { (shape.channels + lanes - 1) / lanes }

    /// Floats of the sums of so many units.
    func sumCount(units: Int) -> Int { 4 * units * blocks * lanes }

    var places: [TensorView] { (isKept ? [output] : []) + (sums.map { [$0] } ?? []) }

    /// As the kernels take it, in one worker's memory.
    func kernel(_ memory: any KernelMemory) -> segue_writing {
        var kernel = segue_writing()
        kernel.data = isKept ? memory.address(output) : nil
        kernel.row = output.row
        kernel.block = output.block
        kernel.height = Int64(shape.height)
        kernel.width = Int64(shape.width)
        kernel.blocks = Int64(blocks)
        kernel.bias = bias.map { UnsafePointer(memory.packed($0)) }
        kernel.sums = sums.map { memory.address($0) }
        return kernel
    }
}
