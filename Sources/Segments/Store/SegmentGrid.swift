import Files
import Rendering
import Timelines

/// The division of a timeline's frames into segments of one length; the last may be shorter.
///
/// It lies over the timeline, not over the frames that are rendered, so every part of a render shares
/// it.
public struct SegmentGrid: Sendable, Equatable {
    /// Frames of a segment, 1 or more.
    public let length: Int
    /// Frames of the timeline, 1 or more.
    public let frameCount: Int

    /// Segments of a length, at least 1, over so many frames.
    public init(length: Int, frameCount: Int) {
        self.length = max(length, 1)
        self.frameCount = max(frameCount, 1)
    }

    /// Segments in all.
    public var count: Int { (frameCount - 1) / length + 1 }

    /// The segment that a frame belongs to, 0….
    public func number(ofFrame frame: Int) -> Int { frame / length }

    /// The frames of a segment; empty for a number beyond the last.
    public func frames(of number: Int) -> Range<Int> {
        min(number * length, frameCount)..<min((number + 1) * length, frameCount)
    }

    /// The segments that frames belong to.
    public func numbers(of frames: Range<Int>) -> Range<Int> {
        guard let last = frames.last else { return 0..<0 }
        return number(ofFrame: frames.lowerBound)..<number(ofFrame: last) + 1
    }

    /// Marks segments after the end of an input: which render's input it is, and on which grid.
    func endMark(_ keys: FrameCacheKeys, _ rate: FrameRate) throws -> Digest {
        try SHA256.digest(of: "\(keys.base) \(rate) \(length) \(frameCount)")
    }
}
