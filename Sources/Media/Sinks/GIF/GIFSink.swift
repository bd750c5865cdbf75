import CFFmpeg
import Files
public import Imaging
import Synchronization
import Timelines

/// A GIF that repeats for ever, with one palette made from all of its frames.
///
/// Frames are scaled and spooled to disk beside the output, three bytes a pixel, while FFmpeg's
/// `palettegen` counts their colours; ``finish()`` reads them back through `paletteuse` with an
/// ordered dither, which does not flicker.  Memory does not grow with the number of frames.
///
/// `@unchecked Sendable` because every use of the filters and the files is under the lock.
public final class GIFSink: FrameSink, @unchecked Sendable {
    private let place: String
    private let configuration: Configuration
    private let lock = Mutex(())
    private let file: AtomicFile
    private var order = FrameOrder()
    private var spool: GIFSpool?

    /// Checks the settings, the name and the encoder before any work is done.
    ///
    /// Throws ``MediaError``, among others ``FileError/exists(path:)`` and
    /// ``MediaError/encoderMissing(place:name:)``.
    public init(path: String, configuration: Configuration) throws {
        try configuration.check(place: path)
        _ = try GIFEncoder.find(place: path)
        place = path
        self.configuration = configuration
        file = try AtomicFile(path: path, existing: configuration.existing)
    }

    public var notices: [String] {
        guard configuration.frameRate.framesPerSecond > 50 else { return [] }
        return ["most players slow a GIF of more than 50 frames per second down to 10"]
    }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            _ = try order.take(image, place: place)
            let (scaled, bytes) = try pixels(of: image)
            let spool = try spool ?? start(scaled)
            self.spool = spool
            try noting({ (spool.size, order.count - 1) }) { try spool.append(bytes) }
        }
    }

    public func finish() throws {
        try lock.withLock { _ in
            do {
                guard try order.finish(place: place), let spool else { return }
                try encode(spool)
                try file.commit()
            } catch {
                abandon()
                throw error
            }
            self.spool = nil
        }
    }

    public func cancel() {
        file.withdraw()
        // What is under way ends by itself.
        _ = lock.withLockIfAvailable { _ in
            order.cancel()
            abandon()
        }
    }

    /// Stops what was withdrawn, and says of a full disk how many frames it took.
    private func noting(
        _ written: () -> (bytes: Int, frames: Int), _ body: () throws -> Void
    ) throws {
        if file.isWithdrawn { throw CancellationError() }
        do {
            try body()
        } catch let error as FileError {
            let (bytes, frames) = written()
            throw error.after(WrittenAmount(bytes: bytes, frames: frames))
        }
    }

    private func abandon() {
        spool = nil
        file.discard()
    }

    /// The frame at the GIF's size, and its bytes; not dithered here, as `paletteuse` does that.
    private func pixels(of image: Image) throws -> (Image, [UInt8]) {
        do {
            let scaled = try configuration.width.map { try image.resized(toWidth: $0) } ?? image
            return (scaled, try scaled.rgb8(.rounded))
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }

    private func start(_ image: Image) throws -> GIFSpool {
        try GIFSpool(width: image.width, height: image.height, place: place)
    }

    private func encode(_ spool: GIFSpool) throws {
        let count = order.count
        let finalDelay = configuration.ticks(count) - configuration.ticks(count - 1)
        let encoder = try GIFEncoder(
            width: spool.width, height: spool.height, finalDelay: finalDelay,
            file: file)
        var frames = 0
        try spool.replay(count: count, ticks: configuration.ticks) { frame in
            try noting({ (file.size, frames) }) { try encoder.write(frame) }
            frames += 1
        }
        try noting({ (file.size, frames) }) { try encoder.finish() }
    }
}
