/// The user's options for storing images.
public struct StorageOptions: Sendable, Equatable {
    /// The folder of segments; nil for one beside the first output.
    public var folder: String?
    /// Frames of a segment; nil to decide by work and size.
    public var length: Int?
    /// Whether segments stay after the render.
    public var isKept = false

    /// Nothing said.
    public init() {}

    /// Throws ``RenderError/badOption(name:found:expected:)`` for a number outside its range.
    func check() throws(RenderError) {
        guard let length, !(1...1_000_000).contains(length) else { return }
        throw .badOption(
            name: "--segment-length", found: "\(length)", expected: "1 to 1000000 frames")
    }
}
