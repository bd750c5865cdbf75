public import Files
import Formats
import Glibc
public import Imaging
import Synchronization

/// Writes every frame as a file of its own: frame k becomes `pattern.path(firstNumber + k)`.
///
/// Each picture is renamed when it is whole and durable; ``cancel()`` keeps those that are.
public final class PictureSequenceSink: FrameSink, Sendable {
    /// Settings of a sequence.
    public struct Configuration: Sendable {
        /// The first frame's number, 0….
        public var firstNumber: Int

        /// What happens to pictures that exist, one by one.
        public var existing: ExistingOutput

        /// Whether the pictures of an earlier, longer render that follow the last one are removed in the
        /// end.
        public var removesLater: Bool

        /// Numbered from 0, nothing is replaced or removed.
        public init(
            firstNumber: Int = 0, existing: ExistingOutput = .refuse, removesLater: Bool = false
        ) {
            self.firstNumber = firstNumber
            self.existing = existing
            self.removesLater = removesLater
        }
    }

    let place: String
    let pattern: SequencePattern
    /// What encodes the pictures.
    let format: any PictureFormat
    let configuration: Configuration
    /// The folder of the pictures, in which those that are there are looked at.
    let folder: OutputFolder
    private let state = Mutex((order: FrameOrder(), bytes: 0, left: [String]()))
    /// The picture that is being written, and whether no more may be.
    private let current = Mutex<(file: AtomicFile?, isCancelled: Bool)>((nil, false))

    /// Checks the pattern and that its first name is free, and creates the folder.
    ///
    /// Throws ``FileError/cannotCreate(path:found:expected:)`` for a path that is no
    /// ``SequencePattern``, ``FileError/exists(path:)`` when the first picture exists and may
    /// not.
    public init(
        path: String, format: any PictureFormat, configuration: Configuration = Configuration()
    ) throws {
        guard let pattern = SequencePattern(path) else {
            throw FileError.cannotCreate(
                path: path, found: "a name without one number",
                expected: "a name such as frames/out.%06d.\(type(of: format).endings[0])")
        }
        self.pattern = pattern
        self.format = format
        self.configuration = configuration
        place = path
        folder = try OutputFolder(ofFile: path)
        // Creating and dropping a hidden file shows that the folder takes files.
        _ = try AtomicFile(
            path: pattern.path(configuration.firstNumber), existing: configuration.existing)
    }

    public var notices: [String] {
        let left = state.withLock { $0.left }
        guard let first = left.first else { return [] }
        let names = left.count > 1 ? "\(first) … \(left[left.count - 1])" : first
        let files =
            left.count > 1 ? "\(left.count) files with later numbers were" : "a later file was"
        return ["\(files) left: \(names)"]
    }

    public func write(_ image: Image) throws { try write(image, key: nil, recipe: nil) }

    public func write(_ image: Image, key: Digest?) throws {
        try write(image, key: key, recipe: nil)
    }

    /// Writes the next frame with its key.  Where a picture that states this key is there already, it
    /// stays if its data are whole, and is replaced if they are damaged, unless the configuration refuses
    /// or replaces all.
    public func write(_ image: Image, key: Digest?, recipe: String?) throws {
        try state.withLock { state in
            let index = try state.order.take(image, place: place)
            do {
                state.bytes += try write(
                    image, key, recipe, number: configuration.firstNumber + index)
            } catch let error as FileError {
                throw error.after(WrittenAmount(bytes: state.bytes, frames: index))
            }
        }
    }

    public func pass() throws { try state.withLock { try $0.order.pass(place: place) } }

    public func finish() throws {
        try state.withLock { state in
            guard try state.order.finish(place: place), configuration.removesLater else { return }
            let last = configuration.firstNumber + state.order.count - 1
            state.left = try removeLater(than: last)
        }
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
    private func write(
        _ image: Image, _ key: Digest?, _ recipe: String?, number: Int
    ) throws -> Int {
        let path = pattern.path(number)
        let file = try format.encoded(image, key: key, recipe: recipe, place: path)
        try file.withUnsafeBytes { bytes in
            var existing = configuration.existing
            // Before anything is written: most pictures of a render that goes on are there.
            if existing == .acceptEqual {
                switch try equality(with: bytes, pattern.fileName(number)) {
                case nil: break
                case true?: return
                case false?:
                    if try staysThough(number, key) { return }
                    existing = .replace
                }
            }
            try write(bytes, to: path, existing)
        }
        return file.count
    }

    private func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, _ existing: ExistingOutput
    ) throws {
        let file = try AtomicFile(path: path, existing: existing)
        try current.withLock { current in
            if current.isCancelled { throw CancellationError() }
            current.file = file
        }
        defer { current.withLock { $0.file = nil } }
        try file.write(bytes)
        try file.commit()
    }

    /// Whether a file of this user's with these bytes is there; nil where there is nothing.
    private func equality(with bytes: UnsafeRawBufferPointer, _ name: String) throws -> Bool? {
        var status = stat()
        guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return nil
        }
        guard let file = folder.openOwn(name), file.size == bytes.count else { return false }
        return try file.prefix(bytes.count).elementsEqual(bytes)
    }
}
