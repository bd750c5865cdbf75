import CKernels
import Graphs

/// A square convolution of a few planes to blocks of channels.
struct ConvolutionFromPlanes: TiledConvolution {
    /// The padded image in planes, as large as ``inputSize(_:parts:)``.
    let input: TensorView
    let planes: Int
    var writing: ConvolutionWriting
    /// Rows and columns of the kernel, 3 to 9.
    let kernelSize: Int
    /// Entry of the packed parameters.
    let weight: Int

    var places: [TensorView] { [input] + writing.places }
    var parameters: [Int] { [weight] + [writing.bias].compactMap(\.self) }
    var tables: [Int] { [] }

    /// 3×3 parts of the kernel down and across.
    private var parts: Int { (kernelSize + 2) / 3 }

    /// Rows of the output that a unit computes.
    var unitHeight: Int { 3 * Int(geometry.unit_rows) }

    var sums: TensorView? {
        get { writing.sums }
        set { writing.sums = newValue }
    }

    var sumCount: Int? { writing.sumCount(units: work.units) }

    /// Rows and columns of the padded image for an output of that size.
    static func inputSize(_ output: Shape, parts: Int) -> Pair {
        var kernel = segue_from_planes()
        kernel.tiles_x = Int64((output.width + 2) / 3)
        kernel.parts = Int32(parts)
        let rows = (output.height + 2) / 3 * 3 + 3 * parts - 1
        return Pair(rows, Int(segue_from_planes_scratch(&kernel).width))
    }

    /// The kernel without addresses; units have as many rows as leave the second-level cache room.
    private var geometry: segue_from_planes {
        var kernel = segue_from_planes()
        kernel.out.blocks = Int64(writing.blocks)
        kernel.tiles_y = Int64((writing.shape.height + 2) / 3)
        kernel.tiles_x = Int64((writing.shape.width + 2) / 3)
        kernel.planes = Int32(planes)
        kernel.parts = Int32(parts)
        kernel.lanes = Int32(writing.lanes)
        kernel.unit_rows = 4
        while kernel.unit_rows > 1, segue_from_planes_scratch(&kernel).unit > 200_000 {
            kernel.unit_rows -= 1
        }
        return kernel
    }

    var work: TiledWork {
        var kernel = geometry
        let scratch = segue_from_planes_scratch(&kernel)
        return TiledWork(
            weightItems: writing.blocks * planes * parts * parts,
            transformedCount: Int(scratch.weights),
            units: Int((kernel.tiles_y + kernel.unit_rows - 1) / kernel.unit_rows),
            threadRoom: Int(scratch.unit))
    }

    func bound(to memory: any KernelMemory) throws(InferenceError) -> any BoundConvolution {
        var kernel = geometry
        kernel.in = UnsafePointer(memory.address(input))
        kernel.in_row = input.row
        kernel.in_plane = input.block
        kernel.out = writing.kernel(memory)
        kernel.weights = memory.weights(weight)
        return BoundKernel(
            kernel, work, transformed: \.transformed,
            shift: { $0.out.data += $1 * $0.out.row },
            transform: memory.kernels.from_planes_weights,
            compute: memory.kernels.from_planes_unit)
    }
}
