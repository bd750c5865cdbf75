/// Channels whose order can be changed without changing what a network computes, when every
/// parameter that they meet is reordered alike.
///
/// Entezari et al., arXiv 2110.06296; Ainsworth et al., arXiv 2209.04836, section 2.
package struct ChannelGroup: Sendable, Equatable {
    /// Where a parameter meets the group: blocks of consecutive places along one of its axes.
    package struct Place: Sendable, Equatable {
        /// The parameter's slot.
        package let slot: Int
        package let axis: Int
        /// The first block's first place.
        package let start: Int
        /// Places of one block.
        package let width: Int
    }

    /// What moves as a whole: single channels, or those of a pixel shuffle's block.
    package let blockCount: Int
    /// In the order the network runs.
    package let places: [Place]
}
