/// The size of one activation: channels × height × width.
public struct Shape: Sendable, Hashable, CustomStringConvertible {
    public let channels: Int
    /// Rows, in pixels.
    public let height: Int
    /// Columns, in pixels.
    public let width: Int

    public init(channels: Int, height: Int, width: Int) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// Pixels in one channel.
    public var area: Int { height * width }
    /// Values in all channels.
    public var count: Int { channels * area }

    /// Channels × height × width, as `3×360×640`.
    public var description: String { "\(channels)×\(height)×\(width)" }
}
