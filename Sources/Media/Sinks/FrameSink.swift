public import Files
public import Imaging

/// Where frames go, in the order in which they are shown.
///
/// A sink that was made is ended by exactly one of ``finish()`` and ``cancel()``; if its last owner
/// lets it go before, that counts as ``cancel()``.  Nothing stands under an output's final name
/// before it is whole.  Its calls exclude each other, so it may be handed from task to task.
public protocol FrameSink: AnyObject, Sendable {
    /// What a user should hear of once: an added column or row, a rate that players do not keep.
    /// Each is one line without the path; complete after the first frame.
    var notices: [String] { get }

    /// Takes the next frame, of 1 or 3 channels, or of 4 where the format holds alpha; every frame has
    /// the first one's size.
    ///
    /// Throws ``MediaError`` for another size, and when encoding or writing fails; the sink is then
    /// good only for ``cancel()``.
    func write(_ image: Image) throws

    /// The same for a frame whose key is known: the hash of all that its pixels follow from.  Sinks of
    /// single files have no use for it.
    func write(_ image: Image, key: Digest?) throws

    /// The same with the recipe that the frame's own file carries; sinks of single files get theirs by
    /// ``carry(recipe:)``.
    func write(_ image: Image, key: Digest?, recipe: String?) throws

    /// Takes the text of ``RecipeText`` that the output carries: before the first frame one that is
    /// as long as the last one, which comes before ``finish()``.
    func carry(recipe: String)

    /// Throws ``FileError/exists(path:)`` where it is clear from a frame's key that it cannot be
    /// written.
    ///
    /// - Parameter index: of the frame, 0….
    /// - Returns: whether an earlier run has left the frame, as far as can be told without decoding it.
    func checkFree(frame index: Int, key: Digest) throws -> Bool

    /// Whether an earlier run has left a frame, and it is whole.
    func holds(frame index: Int, key: Digest) -> Bool

    /// Takes the next frame as written: ``holds(frame:key:)`` has found it.
    func pass() throws

    /// Completes the output, makes it durable and gives it its final name.
    ///
    /// Throws ``MediaError`` when that fails, or when no frame was written; nothing is left behind
    /// then.  A second call does nothing.
    func finish() throws

    /// Gives up: removes what was written.  After ``finish()``, or a second time, it does nothing.
    func cancel()
}

extension FrameSink {
    /// Nothing to say.
    public var notices: [String] { [] }

    /// Takes the frame alone.
    public func write(_ image: Image, key: Digest?) throws { try write(image) }

    /// Takes the frame without the recipe.
    public func write(_ image: Image, key: Digest?, recipe: String?) throws {
        try write(image, key: key)
    }

    /// Carries none.
    public func carry(recipe: String) {}

    /// Nothing is in the way.
    public func checkFree(frame index: Int, key: Digest) throws -> Bool { false }

    /// Nothing is left.
    public func holds(frame index: Int, key: Digest) -> Bool { false }

    /// No frame can be left out.
    public func pass() throws {
        throw MediaError.unsuitable(
            place: "output", found: "a frame without a picture", expected: "all pictures")
    }
}
