/// One operation on the way of a tile through a graph, along one axis.
package struct TileStep: Sendable {
    package let axis: PixelAxis
    /// Rows or columns of the result.
    package let sizes: (tile: Int, whole: Int)
    /// The ways in which an engine may compute the operation; what is right holds for all of them.
    package let blocks: [Block]

    package init(axis: PixelAxis, sizes: (tile: Int, whole: Int), blocks: [Block]) {
        (self.axis, self.sizes, self.blocks) = (axis, sizes, blocks)
    }

    /// For operations that read, of every input, the place that they compute.
    ///
    /// - Parameter isAlike: whether they do, and tile and whole compute the same.
    package func samePlaces(_ input: ValidRange, if isAlike: Bool) -> ValidRange? {
        isAlike && sizes == (input.size, input.wholeSize) ? input : nil
    }

    /// For windows: place i reads i · stride − before and the `reach` − 1 places after it.
    package func windows(
        _ input: ValidRange, reach: Int, stride: Int, before: Int, block: Int = 1
    ) -> ValidRange? {
        guard input.offset % stride == 0 else { return nil }
        return input.read(
            size: sizes.tile, wholeSize: sizes.whole, offset: input.offset / stride, block: block
        ) { place in
            let first = place * stride - before
            return first...first + reach - 1
        }
    }

    /// For operations that make several places of one.
    package func enlarged(_ input: ValidRange, by factor: Int) -> ValidRange {
        input.read(size: sizes.tile, wholeSize: sizes.whole, offset: input.offset * factor) {
            $0 / factor...$0 / factor
        }
    }

    /// What is right in whichever of the ways the operation is computed.
    package func inBlocks(_ range: (Block) -> ValidRange?) -> ValidRange? {
        guard let first = blocks.first.flatMap(range) else { return nil }
        return blocks.dropFirst().reduce(first) { result, block in
            range(block).flatMap { result?.joined($0) }
        }
    }
}

extension TileStep {
    /// Places that an engine computes together, so that the bits of each depend on what any of them
    /// reads.
    package struct Block: Sendable {
        /// Places of the result.
        package let side: Int
        /// Places of the input that are read beyond those that the operation reads.
        package let added: Int

        package init(side: Int, added: Int) {
            (self.side, self.added) = (side, added)
        }

        /// Every place by itself.
        package static let single = Block(side: 1, added: 0)
    }
}
