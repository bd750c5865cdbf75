/// What a render did.
public struct RenderReport: Sendable {
    /// Frames that went to the outputs.
    public let frames: Int
    /// How many times a network ran.
    public let inferences: Int
    /// From before the first frame until the outputs had their names.
    public let elapsed: Duration
    /// The outputs, as the user wrote them.
    public let paths: [String]
    /// What a user should hear of once, each in one line.
    public let notices: [String]
}
