import Graphs
import Imaging

extension Operation {
    /// In which ways the engine may compute the operation on a tile; none where its bits were seen to
    /// depend on the size of an image.
    ///
    /// - Parameter axis: that the tile is followed along.
    func tileBlocks(along axis: PixelAxis) -> [TileStep.Block] {
        switch self {
        case .convolution(let convolution): convolution.tileBlocks
        case .transposedConvolution(let convolution): convolution.tileBlocks(along: axis)
        case .matrixProduct, .pooling, .reduction, .instanceNormalization, .batchNormalization,
            .groupNormalization, .layerNormalization, .softmax, .activation, .parametricReLU,
            .arithmetic, .padding, .nearestUpsampling, .resizing, .pixelShuffle, .pixelUnshuffle,
            .concatenation, .slicing, .selection, .transposition, .reshaping, .parameter, .fill:
            [.single]
        }
    }
}

extension Convolution {
    /// Blocks of pixels of that side together, so that every bit of a block depends on all that the block
    /// reads (Lavin and Gray, arXiv 1509.09308), with so many taps of zero added to the kernel.
    fileprivate var tileBlocks: [TileStep.Block] {
        let size = kernel.x
        guard kernel == Pair(size, size), isPlain(stride: strides.y), strides.y <= 2 else {
            return [.single]
        }
        let isThree = size == 3
        let isPlanar =
            strides.y == 1 && (3...9).contains(size)
            && min(inputChannels, outputChannels) <= Lowering.mostPlanes
        let planar = isPlanar ? [TileStep.Block(side: 3, added: (size + 2) / 3 * 3 - size)] : []
        return planar
            + (isThree ? [TileStep.Block(side: 4, added: 0)] : planar.isEmpty ? [.single] : [])
    }
}

extension TransposedConvolution {
    /// Blocks of the plain convolution to all phases; none for what oneDNN computes, the bits of which
    /// were seen to depend on the width of an image.
    fileprivate func tileBlocks(along axis: PixelAxis) -> [TileStep.Block] {
        guard let phases = PolyphaseConvolution(self), let seen = phaseReads(along: axis) else {
            return []
        }
        return [
            TileStep.Block(
                side: phases.factor * WinogradConvolution.tile,
                added: PolyphaseConvolution.size - seen.count)
        ]
    }
}
