import Files
public import Imaging
import Synchronization

/// Keeps nothing of the frames but their SHA-256, to tell whether two renders are equal bit by bit.
///
/// A frame's digest is of its width, height and channels as little-endian 32-bit integers and then
/// its samples' IEEE bits, little-endian, in the order of ``Image/samples``.
public final class DigestSink: FrameSink, Sendable {
    private let state = Mutex(State())

    private struct State {
        var order = FrameOrder()
        var digests: [String] = []
    }

    /// A sink without frames.
    public init() {}

    /// The frames' digests so far, in order: 64 hexadecimal digits each.
    public var digests: [String] { state.withLock { $0.digests } }

    public func write(_ image: Image) throws {
        try state.withLock { state in
            _ = try state.order.take(image, place: "digest")
            state.digests.append(try Self.digest(of: image))
        }
    }

    public func finish() throws {
        try state.withLock { _ = try $0.order.finish(place: "digest") }
    }

    public func cancel() {
        state.withLock { $0.order.cancel() }
    }

    /// One frame's digest.  Throws ``FileError/outOfMemory(call:)`` when there is
    /// no memory for it.
    public static func digest(of image: Image) throws -> String {
        let hash = try SHA256()
        let header = [image.width, image.height, image.channels].map { UInt32($0).littleEndian }
        try header.withUnsafeBytes { try hash.update($0) }
        if UInt32(1).littleEndian == 1 {
            try image.samples.withUnsafeBytes { try hash.update($0) }
        } else {
            try image.samples.map(\.bitPattern.littleEndian).withUnsafeBytes { try hash.update($0) }
        }
        return try hash.digest().description
    }
}
