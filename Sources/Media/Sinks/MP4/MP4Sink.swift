import Files
import Formats
public import Imaging
import Synchronization
import Timelines

/// An H.264 film in MP4: 4:2:0 of 8 bits in BT.709, limited range, tagged so, its index in front.
///
/// Equal frames and an equal configuration give equal bytes.  An odd width or height gets its last
/// column or row once more, which ``notices`` then says.  Before the file gets its name it is read
/// back and its frames are counted.
///
/// `@unchecked Sendable` because every use of the encoder and the file is under the lock.
public final class MP4Sink: FrameSink, @unchecked Sendable {
    private let place: String
    private let configuration: Configuration
    private let lock = Mutex(())
    private let file: AtomicFile
    private let sound: (any SoundTrack)?
    private var order = FrameOrder()
    private var encoding: FilmEncoding?
    private var firstSize: Size?

    /// Checks the settings, the name, the encoder and the sound before any work is done.
    ///
    /// Throws ``MediaError``, among others ``FileError/exists(path:)`` and
    /// ``MediaError/encoderMissing(place:name:)``.
    public init(path: String, configuration: Configuration) throws {
        try configuration.check(place: path)
        _ = try VideoEncoder.find(place: path)
        place = path
        self.configuration = configuration
        sound = try configuration.sound.map { try MP4Format.track(for: $0) }
        file = try AtomicFile(path: path, existing: configuration.existing)
    }

    public var notices: [String] {
        lock.withLock { _ in
            guard let size = firstSize else { return [] }
            let even = Size(
                width: size.width + size.width % 2, height: size.height + size.height % 2)
            guard even != size else { return [] }
            return [
                "\(size) is written as \(even), "
                    + "the edge repeated, because 4:2:0 needs even sizes"
            ]
        }
    }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            _ = try order.take(image, place: place)
            firstSize = firstSize ?? image.size
            let planes = try planes(of: image)
            try noting {
                let encoding = try encoding ?? start(planes)
                self.encoding = encoding
                try encoding.write(planes)
            }
        }
    }

    public func finish() throws {
        try lock.withLock { _ in
            do {
                guard try order.finish(place: place) else { return }
                try noting { try encoding?.finish() }
                encoding = nil
                try FilmVerification.check(
                    file, frames: order.count, rate: configuration.frameRate)
                try file.commit()
            } catch {
                abandon()
                throw error
            }
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
    private func noting(_ body: () throws -> Void) throws {
        if file.isWithdrawn { throw CancellationError() }
        do {
            try body()
        } catch let error as FileError {
            throw error.after(WrittenAmount(bytes: file.size, frames: order.count))
        }
    }

    /// Closes the encoder before its file goes.
    private func abandon() {
        encoding = nil
        file.discard()
    }

    private func planes(of image: Image) throws -> VideoPlanes {
        do {
            return try VideoPlanes(image)
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }

    private func start(_ planes: VideoPlanes) throws -> FilmEncoding {
        try FilmEncoding(
            width: planes.width, height: planes.height, configuration: configuration,
            file: file, sound: sound)
    }
}
