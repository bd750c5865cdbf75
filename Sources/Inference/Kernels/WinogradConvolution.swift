import CKernels
import Graphs

/// A 3×3 convolution of stride 1 or 2 by Winograd's algorithm.
struct WinogradConvolution: TiledConvolution {
    /// Height and width of an output tile, pixels.
    static let tile = 4

    var reading: ConvolutionReading
    var writing: ConvolutionWriting
    /// 1 or 2.
    let stride: Int
    let precision: Precision
    /// Whether nearest upsampling by 2 stands before it, down and across.
    let isPaired: (rows: Bool, columns: Bool)
    /// Entry of the packed parameters.
    let weight: Int
    let form: ConvolutionForm
    /// What is only in memory by bands of rows.
    var band: BandedConvolution.Side?

    var places: [TensorView] { [reading.input] + writing.places }
    var parameters: [Int] { [weight] + [writing.bias, reading.slopeEntry].compactMap(\.self) }
    var tables: [Int] { [reading.affine].compactMap(\.self) }

    var sums: TensorView? {
        get { writing.sums }
        set { writing.sums = newValue }
    }

    var sumCount: Int? { writing.sumCount(units: work.units) }

    /// Places along an axis that are read for so many outputs.
    static func places(_ outputs: Int, stride: Int) -> Int {
        (outputs + tile - 1) / tile * tile * stride + 3 - stride
    }

    /// The kernel without addresses.
    private var geometry: segue_winograd {
        var kernel = segue_winograd()
        let (shape, tile) = (writing.shape, Self.tile)
        kernel.out.blocks = Int64(writing.blocks)
        kernel.tiles_y = Int64((shape.height + tile - 1) / tile)
        kernel.tiles_x = Int64((shape.width + tile - 1) / tile)
        kernel.channels = Int64(reading.paddedChannels)
        kernel.lanes = Int32(writing.lanes)
        kernel.stride = Int32(stride)
        kernel.is_bf16 = isBF16 ? 1 : 0
        kernel.unit_tiles = Int64(unitTiles)
        kernel.paired_rows = isPaired.rows ? 1 : 0
        kernel.paired_columns = isPaired.columns ? 1 : 0
        return kernel
    }

    /// Tiles that are computed together, 12 to 96: as many as leave their transformed inputs and
    /// products in a second-level cache.  The limits were found by measuring with 1 MB of it.
    var unitTiles: Int {
        let floats = products * (reading.paddedChannels + 2 * writing.lanes)
        let fits = (stride == 1 ? 280_000 : 130_000) / floats
        return min(96, max(12, fits / 12 * 12))
    }

    /// Blocks of other widths than the processor's have no kernel for it.
    private var isBF16: Bool { precision == .bf16 && writing.lanes == 16 }

    /// Products of a tile, channel and output channel.
    private var products: Int { Int(segue_winograd_products(Int32(stride))) }

    var work: TiledWork {
        var kernel = geometry
        let tiles = Int(kernel.tiles_y * kernel.tiles_x)
        let items = writing.blocks * reading.paddedChannels
        let scratch = segue_winograd_scratch(&kernel)
        return TiledWork(
            weightItems: items, itemGroup: isBF16 ? 2 : 1,
            transformedCount: Int(scratch.weights),
            units: (tiles + unitTiles - 1) / unitTiles, threadRoom: Int(scratch.unit))
    }

    /// The input of a consumer and the output of a producer are bands.
    private func shift(_ kernel: inout segue_winograd, _ rows: Int) {
        switch band {
        case .input: kernel.in.data += rows * kernel.in.row
        case .output: kernel.out.data += rows * kernel.out.row
        case nil: break
        }
    }

    func bound(to memory: any KernelMemory) throws(InferenceError) -> any BoundConvolution {
        let reading = try ConvolutionReading.Bound(reading, of: memory)
        var kernel = geometry
        kernel.in = reading.kernel
        kernel.out = writing.kernel(memory)
        kernel.weights = memory.weights(weight)
        return BoundKernel(
            kernel, work, reading: reading, transformed: \.transformed, shift: shift,
            transform: memory.kernels.winograd_weights,
            compute: memory.kernels.winograd_unit)
    }
}
