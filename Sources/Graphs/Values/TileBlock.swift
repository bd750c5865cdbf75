/// Places that an engine computes together, so that the bits of each depend on what any of them reads.
package struct TileBlock: Sendable {
    /// Places of the result.
    package let side: Int
    /// Places of the input that are read beyond those that the operation reads.
    package let added: Int

    package init(side: Int, added: Int) {
        (self.side, self.added) = (side, added)
    }

    /// Every place by itself.
    package static let single = TileBlock(side: 1, added: 0)
}
