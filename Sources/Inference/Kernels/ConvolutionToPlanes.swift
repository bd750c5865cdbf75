import CKernels
import Graphs

/// A square convolution of blocks of channels to a few planes.
struct ConvolutionToPlanes: TiledConvolution {
    var reading: ConvolutionReading
    let output: TensorView
    let shape: Shape
    /// Channels of a block of the input.
    let lanes: Int
    /// Rows and columns of the kernel, 3 to 9.
    let kernelSize: Int
    /// Entries of the packed parameters.
    let weight: Int
    let bias: Int?

    var places: [TensorView] { [reading.input, output] }
    var parameters: [Int] { [weight] + [bias, reading.slopeEntry].compactMap(\.self) }
    var tables: [Int] { [reading.affine].compactMap(\.self) }

    /// 3×3 parts of the kernel down and across.
    var parts: Int { (kernelSize + 2) / 3 }

    /// Rows of the output that a unit computes.
    var unitHeight: Int { 3 * Int(geometry.unit_rows) }

    var sums: TensorView? {
        get { nil }
        set {}
    }

    var sumCount: Int? { nil }

    /// Rows and columns that are read for an output of that size.
    static func inputSize(_ output: Shape, parts: Int) -> Pair {
        let places = { (size: Int) in (size + 2) / 3 * 3 + 3 * parts - 1 }
        return Pair(places(output.height), places(output.width))
    }

    /// The kernel without addresses.
    private var geometry: segue_to_planes {
        var kernel = segue_to_planes()
        kernel.height = Int64(shape.height)
        kernel.width = Int64(shape.width)
        kernel.outputs = Int32(shape.channels)
        kernel.parts = Int32(parts)
        kernel.lanes = Int32(lanes)
        kernel.tiles_y = Int64((shape.height + 2) / 3)
        kernel.tiles_x = Int64((shape.width + 2) / 3)
        kernel.unit_rows = 20
        kernel.channels = Int64(reading.paddedChannels)
        return kernel
    }

    var work: TiledWork {
        var kernel = geometry
        let scratch = segue_to_planes_scratch(&kernel)
        return TiledWork(
            weightItems: shape.channels * parts * parts, transformedCount: Int(scratch.weights),
            units: Int(segue_to_planes_units(&kernel)), threadRoom: Int(scratch.unit))
    }

    func bound(to memory: any KernelMemory) throws(InferenceError) -> any BoundConvolution {
        let reading = try ConvolutionReading.Bound(reading, of: memory)
        var kernel = geometry
        kernel.in = reading.kernel
        kernel.out = memory.address(output)
        kernel.out_row = output.row
        kernel.out_plane = output.block
        kernel.bias = bias.map { UnsafePointer(memory.packed($0)) }
        kernel.weights = memory.weights(weight)
        return BoundKernel(
            kernel, work, reading: reading, transformed: \.transformed,
            shift: { $0.in.data += $1 * $0.in.row },
            transform: memory.kernels.to_planes_weights,
            compute: memory.kernels.to_planes_unit)
    }
}
