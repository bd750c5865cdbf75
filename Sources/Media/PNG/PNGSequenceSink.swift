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

        /// Whether existing pictures are replaced, one by one.
        public var overwrite: Bool

        /// 8 bits, numbered from 0, nothing is replaced.
        public init(depth: PNGDepth = .eight, firstNumber: Int = 0, overwrite: Bool = false) {
            self.depth = depth
            self.firstNumber = firstNumber
            self.overwrite = overwrite
        }
    }

    private let place: String
    private let pattern: SequencePattern
    private let configuration: Configuration
    private let state = Mutex(FrameOrder())

    /// Checks the pattern and that its first name is free, and creates the folder.
    ///
    /// Throws ``MediaError/cannotCreate(place:found:expected:)`` for a path that is no
    /// ``SequencePattern``, ``MediaError/outputExists(place:)`` when the first picture exists.
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
            path: pattern.path(configuration.firstNumber), overwrite: configuration.overwrite)
    }

    public func write(_ image: Image) throws {
        try state.withLock { state in
            let index = try state.take(image, place: place)
            try PNGFile.write(
                image, to: pattern.path(configuration.firstNumber + index),
                depth: configuration.depth,
                overwrite: configuration.overwrite)
        }
    }

    public func finish() throws {
        try state.withLock { _ = try $0.finish(place: place) }
    }

    public func cancel() {
        state.withLock { $0.cancel() }
    }
}
