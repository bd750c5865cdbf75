import Files
import Formats
public import Imaging
import Synchronization
import Timelines

/// A film in a container, tagged as what it is.
///
/// Equal frames and an equal configuration give equal bytes.  Where the codec has half of the colours'
/// columns or rows, an odd width or height gets its last column or row once more, which ``notices`` then
/// says.  The film is transparent where its codec holds that and the first frame is.  Before the file
/// gets its name it is read back and its frames are counted.
///
/// `@unchecked Sendable` because every use of the encoder and the file is under the lock.
public final class FilmSink: FrameSink, @unchecked Sendable {
    private let place: String
    private let configuration: Configuration
    private let lock = Mutex(())
    private let file: AtomicFile
    /// Sound and subtitles, the first sound first.
    private let tracks: [any SideTrack]
    private var order = FrameOrder()
    private var encoding: FilmEncoding?
    private var recipe: String?
    /// The first frame's size, and what all are encoded as.
    private var first: (size: Size, layout: VideoPlanes.Layout)?

    /// Checks the settings, the name, the encoder and the sound before any work is done.
    ///
    /// Throws ``MediaError`` and ``FileError``, among others ``FileError/exists(path:)`` and
    /// ``MediaError/encoderMissing(place:name:)``.
    public init(path: String, configuration: Configuration) throws {
        try configuration.check(place: path)
        place = path
        self.configuration = configuration
        let (muxing, others) = (configuration.muxing, configuration.accompaniment)
        let sounds = (configuration.sound.map { [$0] } ?? []) + others.sounds
        tracks =
            try sounds.map { try muxing.track(for: $0) }
            + others.subtitles.compactMap { try muxing.track(for: $0) }
        file = try AtomicFile(path: path, existing: configuration.existing)
    }

    public var notices: [String] {
        lock.withLock { _ in
            guard let (size, layout) = first else { return [] }
            let whole = layout.sampling.wholeSize(size)
            guard whole != size else { return [] }
            let needed = layout.sampling == .yCbCr420 ? "even sizes" : "an even width"
            return [
                "\(size) is written as \(whole), "
                    + "the edge repeated, because \(layout.sampling.name) needs \(needed)"
            ]
        }
    }

    public func carry(recipe: String) { lock.withLock { _ in self.recipe = recipe } }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            _ = try order.take(image, place: place)
            let first =
                first
                ?? (
                    image.size,
                    VideoPlanes.Layout(configuration.film, hasAlpha: image.hasAlpha)
                )
            self.first = first
            let planes = try planes(of: image, first.layout)
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
                try noting { try encoding?.finish(recipe: recipe) }
                encoding = nil
                try FilmVerification.check(
                    file, frames: order.count, rate: configuration.frameRate,
                    roundsTimes: configuration.muxing.roundsTimes)
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

    private func planes(of image: Image, _ layout: VideoPlanes.Layout) throws -> VideoPlanes {
        do {
            return try VideoPlanes(image, layout)
        } catch let error as ImagingError {
            throw MediaError.unsuitable(
                place: place, found: "\(error)",
                expected: layout.hasAlpha ? "RGB, RGB with alpha or grey" : "RGB or grey")
        }
    }

    private func start(_ planes: VideoPlanes) throws -> FilmEncoding {
        let size = Size(width: planes.width, height: planes.height)
        let codec = configuration.film.codec
        guard size.width >= codec.smallestSize.width, size.height >= codec.smallestSize.height
        else {
            throw MediaError.unsuitable(
                place: place, found: "\(size) pixels",
                expected: "at least \(codec.smallestSize) for \(codec.rawValue)")
        }
        return try FilmEncoding(
            size, planes.layout, configuration: configuration, file: file, tracks: tracks,
            recipe: recipe)
    }
}
