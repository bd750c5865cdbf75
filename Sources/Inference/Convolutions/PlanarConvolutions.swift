import CKernels
import Networks

/// A square convolution of a few planes to blocks of channels.
struct ConvolutionFromPlanes: TiledConvolution {
    /// The padded picture in planes, as large as ``inputSize(_:parts:)``.
    let input: Place
    let planes: Int
    var writing: Program.Writing
    /// Rows and columns of the kernel, 3 to 9.
    let kernelSize: Int
    /// Entry of the packed parameters.
    let weight: Int

    var places: [Place] { [input] + writing.places }
    var parameters: [Int] { [weight] + [writing.bias].compactMap(\.self) }
    var tables: [Int] { [] }

    /// 3×3 parts of the kernel down and across.
    private var parts: Int { (kernelSize + 2) / 3 }

    /// Rows of the output that a unit computes.
    var unitHeight: Int { 3 * Int(geometry.unit_rows) }

    var sums: Place? {
        get { writing.sums }
        set { writing.sums = newValue }
    }

    var sumCount: Int? { writing.sumCount(units: work.units) }

    /// Rows and columns of the padded picture for an output of that size.
    static func inputSize(_ output: Shape, parts: Int) -> Pair {
        var kernel = segue_from_planes()
        kernel.tiles_x = Int64((output.width + 2) / 3)
        kernel.parts = Int32(parts)
        let rows = (output.height + 2) / 3 * 3 + 3 * parts - 1
        return Pair(rows, Int(segue_from_planes_width(&kernel)))
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
        while kernel.unit_rows > 1, segue_from_planes_room(&kernel) > 200_000 {
            kernel.unit_rows -= 1
        }
        return kernel
    }

    var work: TiledWork {
        var kernel = geometry
        let items = writing.blocks * planes * parts * parts
        return TiledWork(
            weightItems: items, transformedCount: 25 * items * writing.lanes,
            units: Int((kernel.tiles_y + kernel.unit_rows - 1) / kernel.unit_rows),
            threadRoom: Int(segue_from_planes_room(&kernel)))
    }

    func bound(to worker: Worker) throws(InferenceError) -> any BoundConvolution {
        var kernel = geometry
        kernel.in = UnsafePointer(worker.address(input, worker.activations.floats))
        kernel.in_row = input.row
        kernel.in_plane = input.block
        kernel.out = writing.kernel(worker)
        kernel.weights = worker.weights(weight)
        return BoundKernel(
            kernel, work, level: worker.family.engine.level, transformed: \.transformed,
            shift: { $0.out.data += $1 * $0.out.row }, transform: segue_from_planes_weights,
            compute: segue_from_planes_unit)
    }
}

/// A square convolution of blocks of channels to a few planes.
struct ConvolutionToPlanes: TiledConvolution {
    var reading: Program.Reading
    let output: Place
    let shape: Shape
    /// Channels of a block of the input.
    let lanes: Int
    /// Rows and columns of the kernel, 3 to 9.
    let kernelSize: Int
    /// Entries of the packed parameters.
    let weight: Int
    let bias: Int?

    var places: [Place] { [reading.input, output] }
    var parameters: [Int] { [weight] + [bias, reading.slopeEntry].compactMap(\.self) }
    var tables: [Int] { [reading.affine].compactMap(\.self) }

    /// 3×3 parts of the kernel down and across.
    var parts: Int { (kernelSize + 2) / 3 }

    /// Rows of the output that a unit computes.
    var unitHeight: Int { 3 * Int(geometry.unit_rows) }

    var sums: Place? {
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
        let items = shape.channels * parts * parts
        return TiledWork(
            weightItems: items, transformedCount: 25 * items * reading.paddedChannels,
            units: Int(segue_to_planes_units(&kernel)),
            threadRoom: Int(segue_to_planes_room(&kernel)))
    }

    func bound(to worker: Worker) throws(InferenceError) -> any BoundConvolution {
        let reading = try BoundReading(reading, of: worker)
        var kernel = geometry
        kernel.in = reading.kernel
        kernel.out = worker.address(output, worker.activations.floats)
        kernel.out_row = output.row
        kernel.out_plane = output.block
        kernel.bias = bias.map { UnsafePointer(worker.packed($0)) }
        kernel.weights = worker.weights(weight)
        return BoundKernel(
            kernel, work, level: worker.family.engine.level, reading: reading,
            transformed: \.transformed, shift: { $0.in.data += $1 * $0.in.row },
            transform: segue_to_planes_weights,
            compute: segue_to_planes_unit)
    }
}
