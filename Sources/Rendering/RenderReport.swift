/// What a render did.
public struct RenderReport: Sendable {
    /// Frames that went to the outputs.
    public let frames: Int
    /// How many of these were taken from an earlier render.
    public let restoredFrames: Int
    /// How many times a network ran.
    public let inferences: Int
    /// How many of the frames were blended from pictures that networks made.
    public let blendedFrames: Int
    /// The largest difference of a blend from the computed picture where frames were blended, levels
    /// of 255: each gap's at its middle.
    public let largestDifference: Double
    /// From before the first frame until the outputs had their names.
    public let elapsed: Duration
    /// The outputs, as the user wrote them.
    public let paths: [String]
    /// What a user should hear of once, each in one line.
    public let notices: [String]
}
