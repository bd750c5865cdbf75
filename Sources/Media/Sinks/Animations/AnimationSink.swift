import Files
public import Imaging
import Synchronization

/// An animation that repeats for ever, in one file that gets its name when it is whole.
///
/// `@unchecked Sendable` because every use of the encoder and the file is under the lock.
public final class AnimationSink: FrameSink, @unchecked Sendable {
    private let place: String
    private let lock = Mutex(())
    private let file: AtomicFile
    private var encoder: any AnimationEncoder
    private var order = FrameOrder()
    private var recipe: String?

    /// Checks the name before any work is done.
    ///
    /// Throws `FileError`, among others ``FileError/exists(path:)``.
    init(_ encoder: some AnimationEncoder, _ output: SinkOutput) throws {
        place = output.path
        self.encoder = encoder
        file = try AtomicFile(path: output.path, existing: output.existing)
    }

    public var notices: [String] { lock.withLock { _ in encoder.notices } }

    public func carry(recipe: String) { lock.withLock { _ in self.recipe = recipe } }

    public func write(_ image: Image) throws {
        try lock.withLock { _ in
            let index = try order.take(image, place: place)
            try noting(frames: index) { try encoder.write(image, to: file) }
        }
    }

    public func finish() throws {
        try lock.withLock { _ in
            do {
                guard try order.finish(place: place) else { return }
                try noting(frames: order.count) {
                    try encoder.finish(frames: order.count, recipe: recipe, to: file)
                    try file.commit()
                }
            } catch {
                file.discard()
                throw error
            }
        }
    }

    public func cancel() {
        file.withdraw()
        // What is under way ends by itself.
        _ = lock.withLockIfAvailable { _ in
            order.cancel()
            file.discard()
        }
    }

    /// Stops what was withdrawn, and says of a full disk how many frames it took.
    private func noting(frames: Int, _ body: () throws -> Void) throws {
        if file.isWithdrawn { throw CancellationError() }
        do {
            try body()
        } catch let error as FileError {
            throw error.after(WrittenAmount(bytes: file.size, frames: frames))
        }
    }
}
