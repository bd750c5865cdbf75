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

    /// Takes the next frame, of 1 or 3 channels; every frame has the first one's size.
    ///
    /// Throws ``MediaError`` for another size, and when encoding or writing fails; the sink is then
    /// good only for ``cancel()``.
    func write(_ image: Image) throws

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
}
