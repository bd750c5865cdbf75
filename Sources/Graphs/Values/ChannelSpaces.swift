/// The channels of a value, in the order of the spaces that they belong to.
package typealias ChannelLayout = [ChannelSpaces.Segment]

/// Sets of channels that are reordered together, and where parameters meet them.
package struct ChannelSpaces: Sendable {
    /// A space within the channels of a value, with `numerator / denominator` channels for each of
    /// the space's own.
    package struct Segment: Sendable {
        let space: Int
        let numerator: Int
        let denominator: Int
    }

    /// Channels made by one layer, or tied to another's.
    private struct Space: Sendable {
        /// Channels as they were made, 1 or more.
        let count: Int
        /// So many consecutive channels move together only.
        var block = 1
        var isFixed: Bool
        /// The space it is tied to, nil for one that stands for itself.
        var parent: Int?
    }

    private struct Use: Sendable {
        let slot: Int
        let axis: Int
        let segments: ChannelLayout
    }

    private var spaces: [Space] = []
    private var uses: [Use] = []

    package init() {}

    /// New channels.
    package mutating func make(_ count: Int, isFixed: Bool) -> ChannelLayout {
        spaces.append(Space(count: count, isFixed: isFixed))
        return [Segment(space: spaces.count - 1, numerator: 1, denominator: 1)]
    }

    /// Keeps channels in their order.
    package mutating func fix(_ segments: ChannelLayout) {
        for segment in segments { spaces[root(segment.space)].isFixed = true }
    }

    /// Notes that a parameter's places along an axis are the channels.
    package mutating func use(_ slot: Int, axis: Int, _ segments: ChannelLayout) {
        uses.append(Use(slot: slot, axis: axis, segments: segments))
    }

    /// Puts channels of two values in one order; fixes both where they are not made up alike.
    package mutating func tie(_ a: ChannelLayout, _ b: ChannelLayout) {
        let isAlike =
            a.count == b.count
            && zip(a, b).allSatisfy {
                $0.numerator == $1.numerator && $0.denominator == $1.denominator
                    && spaces[root($0.space)].count == spaces[root($1.space)].count
            }
        guard isAlike else {
            fix(a)
            fix(b)
            return
        }
        for (x, y) in zip(a, b) {
            let (first, second) = (root(x.space), root(y.space))
            guard first != second else { continue }
            spaces[first].block = leastCommonMultiple(spaces[first].block, spaces[second].block)
            spaces[first].isFixed = spaces[first].isFixed || spaces[second].isFixed
            spaces[second].parent = first
        }
    }

    /// Every channel becomes so many neighbours.
    package func multiplied(_ segments: ChannelLayout, by factor: Int) -> ChannelLayout {
        segments.map { reduced($0.space, $0.numerator * factor, $0.denominator) }
    }

    /// So many neighbours become one channel, and move together from now on.
    package mutating func divided(_ segments: ChannelLayout, by factor: Int) -> ChannelLayout {
        let result = segments.map { reduced($0.space, $0.numerator, $0.denominator * factor) }
        for segment in result {
            let space = root(segment.space)
            let block = leastCommonMultiple(spaces[space].block, segment.denominator)
            spaces[space].block = block
            if spaces[space].count % block != 0 { fix(result) }
        }
        return result
    }

    /// The spaces that may be reordered, with the parameters that must follow.
    var groups: [Group] {
        spaces.indices.compactMap { index in
            let space = spaces[index]
            guard space.parent == nil, !space.isFixed, space.count % space.block == 0,
                space.count / space.block > 1
            else { return nil }
            return Group(
                blockCount: space.count / space.block, places: uses.flatMap { places(index, $0) })
        }
    }

    /// Where the use meets the space.
    private func places(_ index: Int, _ use: Use) -> [Group.Place] {
        var start = 0
        var places: [Group.Place] = []
        for segment in use.segments {
            let space = root(segment.space)
            if space == index {
                let width = spaces[space].block * segment.numerator / segment.denominator
                places.append(
                    Group.Place(slot: use.slot, axis: use.axis, start: start, width: width))
            }
            start += spaces[space].count * segment.numerator / segment.denominator
        }
        return places
    }

    private func root(_ space: Int) -> Int {
        var space = space
        while let parent = spaces[space].parent { space = parent }
        return space
    }

    private func reduced(_ space: Int, _ numerator: Int, _ denominator: Int) -> Segment {
        let divisor = greatestCommonDivisor(numerator, denominator)
        return Segment(
            space: space, numerator: numerator / divisor, denominator: denominator / divisor)
    }

    private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }

    private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        a / greatestCommonDivisor(a, b) * b
    }
}

extension ChannelSpaces {
    /// Channels whose order can be changed without changing what a network computes, when every
    /// parameter that they meet is reordered alike.
    ///
    /// Entezari et al., arXiv 2110.06296; Ainsworth et al., arXiv 2209.04836, section 2.
    package struct Group: Sendable, Equatable {
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

    /// One operation on the way of channels through a graph: what they are before it, and the sets
    /// that it may extend, tie or fix.
    ///
    /// The result and one input at least are images.
    package struct Step {
        package let inputs: [OperationInput]
        /// Of the result.
        package let shape: Shape
        package var spaces: ChannelSpaces

        /// Channels that are looked at in a way that nobody follows: those of all inputs keep their
        /// order, and so do the result's.
        package mutating func opaque() -> ChannelLayout {
            for input in inputs { spaces.fix(input.layout) }
            return spaces.make(shape.channels, isFixed: true)
        }
    }
}
