/// Which numbers the frames of a plan have one after another: ``FrameMixtures/point``.
package struct FrameForm: Hashable, Sendable {
    /// Members of the family, 1…: the numbers of one mixture.
    package let members: Int
    /// Regions of a frame.
    package let regions: Int
    /// Whether frames say how each region lies.
    let hasPlacements: Bool
    /// Whether frames say how much of the networks' image they show.
    package let hasOpacity: Bool

    /// A form; by default of a mixture alone.
    package init(
        members: Int, regions: Int = 0, hasPlacements: Bool = false, hasOpacity: Bool = false
    ) {
        (self.members, self.regions) = (max(members, 1), regions)
        (self.hasPlacements, self.hasOpacity) = (hasPlacements, hasOpacity)
    }

    /// How many numbers are mixtures': they come first.
    package var weightCount: Int { members * (1 + regions) }

    /// How many numbers a frame has.
    package var count: Int {
        weightCount + (hasPlacements ? 3 * regions : 0) + (hasOpacity ? 1 : 0)
    }

    /// The places of the numbers that move masks.
    package var moves: [Int] {
        guard hasPlacements else { return [] }
        return (0..<2 * regions).map { weightCount + 3 * ($0 / 2) + 1 + $0 % 2 }
    }

    /// What a frame's numbers say.
    package func mixtures(_ numbers: ArraySlice<Float>) -> FrameMixtures {
        let start = numbers.startIndex
        let mixtures = stride(from: start, to: start + weightCount, by: members).map {
            Array(numbers[$0..<$0 + members])
        }
        let placements = (hasPlacements ? 0..<regions : 0..<0).map { region in
            let place = start + weightCount + 3 * region
            return RegionPlacement(
                opacity: numbers[place], x: numbers[place + 1], y: numbers[place + 2])
        }
        return FrameMixtures(
            mixtures[0], regions: Array(mixtures.dropFirst()), placements: placements,
            opacity: hasOpacity ? numbers[start + count - 1] : nil)
    }
}
