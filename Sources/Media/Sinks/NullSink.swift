public import Imaging
import Synchronization

/// Takes frames and forgets them: for measuring everything before the encoder.
public final class NullSink: FrameSink, Sendable {
    private let order = Mutex(FrameOrder())

    /// A sink without frames.
    public init() {}

    /// Frames taken so far.
    public var count: Int { order.withLock { $0.count } }

    public func write(_ image: Image) throws {
        try order.withLock { _ = try $0.take(image, place: "null") }
    }

    public func finish() throws {
        try order.withLock { _ = try $0.finish(place: "null") }
    }

    public func cancel() {
        order.withLock { $0.cancel() }
    }
}
