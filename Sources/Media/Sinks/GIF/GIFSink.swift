import Files
public import Imaging
import Synchronization
import Timelines

/// A GIF that repeats for ever, with a palette for each scene.
///
/// Frames are scaled and spooled to disk beside the output, three bytes a pixel, so that a scene's palette
/// is made of all of its frames, and so that a size can be met by several attempts.  Memory does not grow
/// with the number of frames.
///
/// `@unchecked Sendable` because every use of the files is under the lock.
public final class GIFSink: FrameSink, @unchecked Sendable {
    private let place: String
    private let configuration: Configuration
    private let lock = Mutex(())
    private let file: AtomicFile
    private var order = FrameOrder()
    private var spool: GIFSpool?
    private var recipe: String?
    private var givenUp: String?
    private var withheld: String?

    /// Checks the settings and the name before any work is done.
    ///
    /// Throws ``MediaError`` and ``FileError``, among others ``FileError/exists(path:)``.
    public init(path: String, configuration: Configuration) throws {
        try configuration.check(place: path)
        place = path
        self.configuration = configuration
        file = try AtomicFile(path: path, existing: configuration.existing)
    }

    public var notices: [String] { lock.withLock { _ in [givenUp, withheld].compactMap(\.self) } }

    public func carry(recipe: String) { lock.withLock { _ in self.recipe = recipe } }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            _ = try order.take(image, place: place)
            let (scaled, bytes) = try pixels(of: image)
            let spool = try spool ?? GIFSpool(scaled.size, place: place)
            self.spool = spool
            try noting({ (spool.bytes, order.count - 1) }) { try spool.append(bytes) }
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

    /// The frame at the GIF's size, and its bytes, not dithered yet.
    private func pixels(of image: Image) throws -> (Image, [UInt8]) {
        do {
            let scaled = try configuration.width.map { try image.resized(toWidth: $0) } ?? image
            return (scaled, try scaled.rgb8(.rounded))
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }

    private func encode(_ spool: GIFSpool) throws {
        let encoding = GIFEncoding(
            spool, place: place, comment: fittingRecipe(), ticks: configuration.ticks)
        let reduction = try reduction(encoding)
        var frames = 0
        try encoding.run(reduction) { bytes in
            try noting({ (file.size, frames) }) {
                try bytes.withUnsafeBytes { try file.write($0) }
            }
            frames += 1
        }
    }

    /// The recipe, unless it would take more than an eighth of what the file may have.
    private func fittingRecipe() -> String? {
        guard let recipe, let limit = configuration.maxSize, recipe.utf8.count > limit / 8 else {
            return recipe
        }
        withheld = "the recipe of \(recipe.utf8.count) bytes is left out, because of max_size"
        return nil
    }

    /// The best reduction with which the size is met.
    private func reduction(_ encoding: GIFEncoding) throws -> GIFReduction {
        guard let limit = configuration.maxSize else { return .none }
        var smallest = Int.max
        let best = try GIFReduction.best(configuration.frameRate) { reduction in
            var bytes = 0
            try encoding.run(reduction, while: { bytes <= limit }) {
                if file.isWithdrawn { throw CancellationError() }
                bytes += $0.count
            }
            smallest = min(smallest, bytes)
            return bytes <= limit
        }
        guard let best else {
            throw MediaError.unsuitable(
                place: place, found: "more than \(limit) bytes with the fewest colours and pixels",
                expected: "a larger max_size, or fewer frames")
        }
        if best != .none {
            let width = encoding.size(best).width
            givenUp =
                "max_size is met by giving up: "
                + best.description(encoding.fullSize.width, shown: width, configuration.frameRate)
        }
        return best
    }
}
