public import Files
public import Formats
public import Imaging
import Synchronization
public import Timelines

/// Writes frames as YUV4MPEG2: into a file that gets its name when it is whole, or into a pipe at once.
///
/// 4:2:0 of 8 bits in BT.709 and limited range, chroma at the left, which is what most encoders expect and
/// what FFmpeg takes `C420mpeg2` for.
///
/// `@unchecked Sendable` because all of it is under the lock.
public final class Y4MSink: FrameSink, @unchecked Sendable {
    /// Takes the bytes of the stream.
    public typealias Target = (UnsafeRawBufferPointer) throws -> Void

    private let place: String
    private let rate: FrameRate
    private let file: AtomicFile?
    private let target: Target
    private let lock = Mutex(())
    private var order = FrameOrder()
    private var bytes = 0
    private var notice: String?

    /// Into a file, or, where the output has a target of its own, into that.
    ///
    /// Throws `FileError`, among others ``FileError/exists(path:)``.
    public init(_ output: SinkOutput) throws {
        (place, rate) = (output.path, output.frameRate)
        if output.path == Y4MFormat.standardOutput {
            file = nil
            target = { try StandardOutput.write($0) }
        } else {
            let file = try AtomicFile(path: output.path, existing: output.existing)
            self.file = file
            target = { try file.write($0) }
        }
    }

    public var notices: [String] { lock.withLock { _ in [notice].compactMap(\.self) } }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            let index = try order.take(image, place: place)
            if file?.isWithdrawn == true { throw CancellationError() }
            let planes: VideoPlanes
            do {
                planes = try VideoPlanes(image)
            } catch let error as ImagingError {
                throw MediaError.unsuitable(
                    place: place, found: "\(error)", expected: "RGB or grey")
            }
            do {
                if index == 0 { try begin(planes, image.size) }
                try write(Array("FRAME\n".utf8))
                for plane in planes.planes {
                    try write(plane.codes.map { UInt8(truncatingIfNeeded: $0) })
                }
            } catch let error as FileError {
                throw error.after(WrittenAmount(bytes: bytes, frames: index))
            }
        }
    }

    public func finish() throws {
        try lock.withLock { _ in
            do {
                guard try order.finish(place: place) else { return }
                try file?.commit()
            } catch {
                file?.discard()
                throw error
            }
        }
    }

    public func cancel() {
        file?.withdraw()
        // What is under way ends by itself.
        _ = lock.withLockIfAvailable { _ in
            order.cancel()
            file?.discard()
        }
    }

    /// Writes the stream's header.
    ///
    /// Source: MJPEG tools, yuv4mpeg(5); the colour range as FFmpeg writes it.
    private func begin(_ planes: VideoPlanes, _ size: Size) throws {
        if (planes.width, planes.height) != (size.width, size.height) {
            notice =
                "\(size) is written as \(planes.width)×\(planes.height), the edge repeated, because 4:2:0 "
                + "needs even sizes"
        }
        let header =
            "YUV4MPEG2 W\(planes.width) H\(planes.height) F\(rate.numerator):\(rate.denominator) Ip A1:1 "
            + "C420mpeg2 XYSCSS=420MPEG2 XCOLORRANGE=LIMITED\n"
        try write(Array(header.utf8))
    }

    private func write(_ data: [UInt8]) throws {
        try data.withUnsafeBytes(target)
        bytes += data.count
    }
}

extension Y4MFormat: WritableFormat {
    public func makeSink(_ output: SinkOutput) throws -> any FrameSink { try Y4MSink(output) }

    public func check(frameRate _: FrameRate, place _: String) {}

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    /// A stream of frames has no room for text.
    public static var recipePlace: RecipePlace? { nil }

    public var isExact: Bool { false }

    public func planesDigest(of image: Image, place _: String) throws -> Digest {
        try VideoPlanes(image).digest()
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
