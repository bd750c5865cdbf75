public import Imaging
import Synchronization

/// Writes every frame as a PNG of its own: frame k becomes `pattern.path(firstNumber + k)`.
///
/// Each picture is renamed when it is whole and durable; ``cancel()`` keeps those that are.
public final class PNGSequenceSink: FrameSink, Sendable {
    /// What can be chosen about a sequence.
    public struct Configuration: Sendable {
        /// Bits a sample.
        public var depth: PNGDepth

        /// The first frame's number, 0….
        public var firstNumber: Int

        /// What becomes of pictures that are there already, one by one.
        public var existing: ExistingOutput

        /// 8 bits, numbered from 0, nothing is replaced.
        public init(
            depth: PNGDepth = .eight, firstNumber: Int = 0, existing: ExistingOutput = .refuse
        ) {
            self.depth = depth
            self.firstNumber = firstNumber
            self.existing = existing
        }
    }

    private let place: String
    private let pattern: SequencePattern
    private let configuration: Configuration
    private let state = Mutex((order: FrameOrder(), bytes: 0))
    /// The picture that is being written, and whether no more may be.
    private let current = Mutex<(file: PendingFile?, isCancelled: Bool)>((nil, false))

    /// Checks the pattern and that its first name is free, and creates the folder.
    ///
    /// Throws ``MediaError/cannotCreate(place:found:expected:)`` for a path that is no
    /// ``SequencePattern``, ``MediaError/outputExists(place:)`` when the first picture exists and may
    /// not.
    public init(path: String, configuration: Configuration = Configuration()) throws {
        guard let pattern = SequencePattern(path) else {
            throw MediaError.cannotCreate(
                place: path, found: "a name without one number",
                expected: "a name such as frames/out.%06d.png")
        }
        self.pattern = pattern
        self.configuration = configuration
        place = path
        // Creating and dropping a hidden file shows that the folder takes files.
        _ = try PendingFile(
            path: pattern.path(configuration.firstNumber), existing: configuration.existing)
    }

    public func write(_ image: Image) throws {
        try state.withLock { state in
            let index = try state.order.take(image, place: place)
            let path = pattern.path(configuration.firstNumber + index)
            do {
                state.bytes += try write(image, to: path)
            } catch let error as MediaError {
                throw error.after(WrittenAmount(bytes: state.bytes, frames: index))
            }
        }
    }

    public func finish() throws {
        try state.withLock { _ = try $0.order.finish(place: place) }
    }

    public func cancel() {
        current.withLock { current in
            current.isCancelled = true
            current.file?.withdraw()
        }
        // What is under way ends by itself.
        _ = state.withLockIfAvailable { $0.order.cancel() }
    }

    /// Writes a picture, unless the same is there, and answers its size in bytes.
    private func write(_ image: Image, to path: String) throws -> Int {
        var size = 0
        try PNGFile.encode(image, depth: configuration.depth, place: path) { bytes in
            size = bytes.count
            // Before anything is written: most pictures of a render that goes on are there.
            if configuration.existing == .acceptEqual, try isThere(bytes, path) { return }
            let file = try PendingFile(path: path, existing: configuration.existing)
            try current.withLock { current in
                if current.isCancelled { throw CancellationError() }
                current.file = file
            }
            defer { current.withLock { $0.file = nil } }
            try file.write(bytes)
            try file.commit()
        }
        return size
    }

    /// Whether a regular file of these bytes is there.
    private func isThere(_ bytes: UnsafeRawBufferPointer, _ path: String) throws -> Bool {
        guard let file = try? InputFile(path: path), file.size == bytes.count else { return false }
        return try file.prefix(bytes.count).elementsEqual(bytes)
    }
}
