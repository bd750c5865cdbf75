public import Files
import Formats
public import Imaging
public import Timelines

/// A format of which a file is one image: numbered files, or a single one.
///
/// It has only to encode an image; ``PictureSequenceSink`` does the rest.
public protocol PictureFormat: WritableFormat {
    /// The bytes of a file.
    ///
    /// Throws ``MediaError`` for an image that the format cannot hold.
    ///
    /// - Parameters:
    ///   - key: of the frame that the file is to state; nil to state none.
    ///   - recipe: the text of ``RecipeText`` that it carries, in ``recipePlace``; nil for none.
    ///   - place: the output, for messages.
    func encoded(_ image: Image, key: Digest?, recipe: String?, place: String) throws -> [UInt8]

    /// What a file states, from its first and last bytes; nil if it states nothing, or damaged text.
    static func statement(inBeginning beginning: [UInt8], end: [UInt8]) -> FrameStatement?

    /// The digest of a whole file's content, which a statement names; nil if it is too damaged to have one.
    static func content(of file: [UInt8]) -> Digest?
}

extension PictureFormat {
    /// The bytes of a file without a recipe.
    public func encoded(_ image: Image, key: Digest?, place: String) throws -> [UInt8] {
        try encoded(image, key: key, recipe: nil, place: place)
    }

    /// The statement as plain text.
    public static func statement(inBeginning beginning: [UInt8], end: [UInt8]) -> FrameStatement? {
        FrameStatement.found(inBeginning: beginning, end: end)
    }

    /// Of the whole file, with zeros for the statement's digests.
    public static func content(of file: [UInt8]) -> Digest? { FrameStatement.content(of: file) }

    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try PictureSequenceSink(
            path: output.path, format: self,
            configuration: PictureSequenceSink.Configuration(
                firstNumber: output.firstNumber, existing: output.existing,
                removesLater: output.removesLater))
    }

    public func check(frameRate _: FrameRate, place _: String) {}

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static func canResume(path: String, firstNumber: Int) -> Bool? {
        PictureSequenceSink.canResume(path: path, firstNumber: firstNumber, Self.self)
    }

    public var pictureWriter: PictureWriter? {
        { image, path, existing in
            let file = try AtomicFile(path: path, existing: existing)
            try encoded(image, key: nil, place: path).withUnsafeBytes { try file.write($0) }
            try file.commit()
        }
    }
}

extension Image {
    /// SHA-256 of what ``withLevels(_:place:_:)`` hands over.
    func levelsDigest(_ depth: SampleDepth, place: String) throws -> Digest {
        try withLevels(depth, place: place) { try SHA256.digest(of: $0) }
    }

    /// The interleaved levels of an image, RGB, or RGBA where it has alpha: 8 bits dithered, 16 rounded,
    /// in the machine's byte order.
    ///
    /// Throws ``MediaError/unsuitable(place:found:expected:)`` for other than 1, 3 or 4 channels.
    func withLevels<Result>(
        _ depth: SampleDepth, place: String, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        do {
            return switch (depth, hasAlpha) {
            case (.eight, false): try rgb8().withUnsafeBytes(body)
            case (.eight, true): try rgba8().withUnsafeBytes(body)
            case (.sixteen, false): try rgb16().withUnsafeBytes(body)
            case (.sixteen, true): try rgba16().withUnsafeBytes(body)
            }
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }
}
