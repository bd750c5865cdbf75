/// What one frame is made of: a pure function of its time.
///
/// Each mixture is α here, the weights of a family's members in their order: θ = Σ αᵢ θᵢ.
public struct FrameMixtures: Hashable, Sendable {
    /// The timeline's, for the whole image.
    public let main: [Float]
    /// One for each region, in the preset's order; none without regions.
    public let regions: [[Float]]
    /// How each region lies over what is beneath it; none where all lie wholly where their masks are.
    public let placements: [RegionPlacement]
    /// The share of the networks' image over the input, 0…1; nil where it is all of it at all times.
    public let opacity: Float?

    /// - Parameter placements: one for each region, or none.
    public init(
        _ main: [Float], regions: [[Float]] = [], placements: [RegionPlacement] = [],
        opacity: Float? = nil
    ) {
        (self.main, self.regions) = (main, regions)
        (self.placements, self.opacity) = (placements, opacity)
    }

    /// All that varies, one number after another: the point of the frame on its path.
    package var point: [Float] {
        let placed = placements.flatMap { [$0.opacity, $0.x, $0.y] }
        return regions.reduce(main, +) + placed + (opacity.map { [$0] } ?? [])
    }

    /// How a region lies over what is beneath it.
    package func placement(ofRegion index: Int) -> RegionPlacement {
        placements.indices.contains(index) ? placements[index] : .whole
    }

    /// The same image, with one mixture in place of all that it does not show: of regions without opacity
    /// the main mixture, and without the effect's opacity another one everywhere.
    ///
    /// - Parameter unseen: the mixture of images that show nothing of any network.
    package func simplified(unseen: [Float]) -> FrameMixtures {
        let isSeen = opacity != 0
        let main = isSeen ? main : unseen
        let shown = regions.indices.map { isSeen && placement(ofRegion: $0).opacity > 0 }
        return FrameMixtures(
            main, regions: zip(regions, shown).map { $1 ? $0 : main },
            placements: zip(placements, shown).map { $1 ? $0 : .hidden }, opacity: opacity)
    }
}

/// How a region lies over what is beneath it in one frame.
public struct RegionPlacement: Hashable, Sendable {
    /// Its mask is multiplied by this, 0…1.
    public let opacity: Float
    /// How far its mask is moved to the right, in shares of the image's width.
    public let x: Float
    /// How far its mask is moved down, in shares of the image's height.
    public let y: Float

    /// Wholly where its mask is.
    public static let whole = RegionPlacement()
    /// Nowhere.
    static let hidden = RegionPlacement(opacity: 0)

    /// An opacity and a place.
    public init(opacity: Float = 1, x: Float = 0, y: Float = 0) {
        (self.opacity, self.x, self.y) = (opacity, x, y)
    }
}
