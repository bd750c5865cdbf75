public import Imaging
public import Timelines

/// One picture of a source and when it is shown.
public struct SourceFrame: Sendable {
    /// Three channels, sRGB-encoded as the source has them, always of the source's size.
    public let image: Image

    /// Seconds from the source's first frame, which is at 0; never less than the frame's before.
    public let timestamp: Time
}

/// A source's properties, known before its frames are read.
public struct SourceProperties: Sendable, Equatable {
    /// The path as the caller gave it.
    public let path: String

    /// Columns of every frame, after turning upright.
    public let width: Int

    /// Rows of every frame, after turning upright.
    public let height: Int

    /// The source's average rate; nil for a still picture and for a sequence without a given rate.
    public let frameRate: FrameRate?

    /// How many frames there are: exact when ``frameCountIsExact``, otherwise estimated from the
    /// duration; nil when nothing is known.
    public let frameCount: Int?

    /// Whether ``frameCount`` was counted or stated by the container rather than estimated.
    public let frameCountIsExact: Bool

    /// Whether the source is one picture without a time.
    public let isStill: Bool

    /// Whether there is sound that ``MP4Sink`` can copy.
    public let hasAudio: Bool

    /// What a user should hear of once: a colour profile that was not applied, further frames of a
    /// still picture that are not read.  Each is one line without the path.
    public let notices: [String]
}

/// Pictures that come in one after the other: a film, a numbered sequence or a single picture.
///
/// A source reads no further than it is asked to.  Its calls exclude each other, so it may be handed
/// from task to task, but frames make sense only to one reader.
public protocol FrameSource: AnyObject, Sendable {
    /// Known before the first frame; does not change.
    var properties: SourceProperties { get }

    /// The next frame, or nil after the last one.
    ///
    /// Throws ``MediaError``: ``MediaError/badInput(place:found:expected:)`` for damaged data and
    /// for a frame of another size, ``FileError/missing(path:found:expected:)`` for a gap in a
    /// sequence, ``FileError/inputOutput(path:found:expected:)`` when reading fails.
    func next() throws -> SourceFrame?

    /// The file of a frame, 0…, where every frame has one of its own; nil where all have one, and for a
    /// frame beyond the last.
    func file(ofFrame index: Int) -> String?
}

extension FrameSource {
    /// All frames have one file.
    public func file(ofFrame _: Int) -> String? { nil }

    /// Columns of every frame.
    public var width: Int { properties.width }

    /// Rows of every frame.
    public var height: Int { properties.height }

    /// The average rate; see ``SourceProperties/frameRate``.
    public var frameRate: FrameRate? { properties.frameRate }

    /// The number of frames; see ``SourceProperties/frameCount``.
    public var frameCount: Int? { properties.frameCount }

    /// Whether the source is one picture without a time.
    public var isStill: Bool { properties.isStill }
}
