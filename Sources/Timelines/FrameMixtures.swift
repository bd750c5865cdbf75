/// What one frame is made of: a pure function of its time.
///
/// Each mixture is α here, the weights of a family's members in their order: θ = Σ αᵢ θᵢ.
public struct FrameMixtures: Hashable, Sendable {
    /// The timeline's, for the whole image.
    public let main: [Float]
    /// One for each region, in the preset's order; none without regions.
    public let regions: [[Float]]

    /// Of an image without regions.
    public init(_ main: [Float], regions: [[Float]] = []) {
        (self.main, self.regions) = (main, regions)
    }

    /// All α one after another: the point of the frame on its path.
    package var point: [Float] { regions.reduce(main, +) }
}
