import CFFmpeg
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

    /// One frame's digest.  Throws ``MediaError/libraryFailure(place:call:reason:)`` when there is
    /// no memory for it.
    public static func digest(of image: Image) throws -> String {
        let hash = try SHA256()
        let header = [image.width, image.height, image.channels].map { UInt32($0).littleEndian }
        header.withUnsafeBytes { hash.update($0) }
        if UInt32(1).littleEndian == 1 {
            image.samples.withUnsafeBytes { hash.update($0) }
        } else {
            image.samples.map(\.bitPattern.littleEndian).withUnsafeBytes { hash.update($0) }
        }
        return hash.hexadecimal()
    }
}

/// One owned `AVSHA` of 256 bits.
private final class SHA256 {
    private let context: OpaquePointer

    init() throws {
        context = try FFmpegStatus.made(av_sha_alloc(), "av_sha_alloc", place: "digest")
        av_sha_init(context, 256)
    }

    deinit { av_free(UnsafeMutableRawPointer(context)) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        av_sha_update(context, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    }

    /// The digest; the hash is used up.
    func hexadecimal() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        av_sha_final(context, &bytes)
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
