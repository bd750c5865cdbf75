/// A vertical and a horizontal number, in pixels.
public struct Pair: Sendable, Hashable {
    public let y: Int
    public let x: Int

    public init(_ y: Int, _ x: Int) {
        self.y = y
        self.x = x
    }
}
