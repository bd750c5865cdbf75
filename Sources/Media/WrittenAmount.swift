/// How much of an output there was when its disk was full.
public struct WrittenAmount: Sendable, Hashable, CustomStringConvertible {
    /// What the system took.
    public let bytes: Int

    /// Frames that these bytes hold; 0 where that is not known.
    public let frames: Int

    /// So many bytes of so many frames.
    public init(bytes: Int, frames: Int = 0) {
        (self.bytes, self.frames) = (bytes, frames)
    }

    /// What further frames need if they are like those that were written; nil where that is not known.
    public func needed(frames more: Int) -> Int? {
        guard frames > 0, bytes > 0, more > 0 else { return nil }
        return Int(Double(bytes) / Double(frames) * Double(more))
    }

    /// `12 MB`, rounded up, or `800 bytes`.
    public var description: String {
        bytes < 1_000_000 ? "\(bytes) bytes" : "\((bytes + 999_999) / 1_000_000) MB"
    }
}
