/// The report of a finished render.
public struct RenderReport: Sendable {
    /// Frames that went to the outputs.
    public let frames: Int
    /// Frames that were reused from an earlier render.
    public let restoredFrames: Int
    /// The number of times that a network ran.
    public let inferences: Int
    /// Frames that were interpolated from rendered ones.
    public let blendedFrames: Int
    /// The largest difference of a blend from the computed picture where frames were blended, levels
    /// of 255: each interval's at its middle.
    public let largestDifference: Double
    /// From before the first frame until the outputs had their names.
    public let elapsed: Duration
    /// The outputs, as the user wrote them.
    public let paths: [String]
    /// Notes for the user, each one line.
    public let notices: [String]
}
