package import Files
package import Imaging

/// Keeps the images of a render's frames, so that a later run of it need not compute them again.
///
/// An image is known by the key of what it was computed from; see ``FrameCacheKeys``.
package protocol FrameStore: Sendable {
    /// The keys of the render's frames.
    var keys: FrameCacheKeys { get }

    /// Bytes that an image of the render takes.
    var imageBytes: Int { get }

    /// The runs between anchors whose images are stored and whole.
    func stored(of runs: [FrameRun]) throws -> Set<Int>

    /// Whether an image is stored; it may turn out to be damaged.
    func contains(_ key: Digest) -> Bool

    /// A stored image; nil where there is none, or where it turns out to be damaged.
    func image(_ key: Digest) -> Image?

    /// Adds the image of a frame, in the order of the video; it need not be durable yet.
    ///
    /// - Throws: `FileError`.
    func write(_ image: Image, key: Digest, frame: Int) throws

    /// Whether images wait that ``completion()`` would make durable.
    var isWaiting: Bool { get }

    /// Work that makes images durable that have been written, to be done beside the rendering; nil where
    /// none wait.
    func completion() -> (@Sendable () async throws -> Void)?

    /// Makes all images durable that have been written.
    ///
    /// - Parameter end: the first frame for which the input has no image; nil where it has all.
    /// - Throws: `FileError`.
    func finish(inputEnd end: Int?) throws

    /// Makes durable what has been written so far, as far as that is possible; from any thread.
    func salvage()
}
