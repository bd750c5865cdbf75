/// One operation on the way of a tile through a graph, along one axis.
package struct TileStep: Sendable {
    package let axis: PixelAxis
    /// Rows or columns of the result.
    package let sizes: (tile: Int, whole: Int)
    /// The ways in which an engine may compute the operation; what is right holds for all of them.
    package let blocks: [TileBlock]

    package init(axis: PixelAxis, sizes: (tile: Int, whole: Int), blocks: [TileBlock]) {
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
    package func inBlocks(_ range: (TileBlock) -> ValidRange?) -> ValidRange? {
        guard let first = blocks.first.flatMap(range) else { return nil }
        return blocks.dropFirst().reduce(first) { result, block in
            range(block).flatMap { result?.joined($0) }
        }
    }
}
