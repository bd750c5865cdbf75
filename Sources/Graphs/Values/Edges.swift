/// Distances at the four sides of an image, in pixels.
public struct Edges: Sendable, Hashable {
    public let top: Int
    public let left: Int
    public let bottom: Int
    public let right: Int

    public init(top: Int, left: Int, bottom: Int, right: Int) {
        self.top = top
        self.left = left
        self.bottom = bottom
        self.right = right
    }

    /// The same distance on all sides.
    public init(all distance: Int) {
        self.init(top: distance, left: distance, bottom: distance, right: distance)
    }

    public static let none = Edges(all: 0)
}
