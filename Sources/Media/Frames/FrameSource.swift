public import Imaging
public import Timelines

/// One picture of a source and when it is shown.
public struct SourceFrame: Sendable {
    /// Three channels, sRGB-encoded, always of the source's size; four where it is transparent, the
    /// colours straight and those of hidden pixels like what is visible beside them.
    public let image: Image

    /// Seconds from the source's first frame, which is at 0; never less than the frame's before.
    public let timestamp: Time
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

    /// Passes over pictures that nobody sees: the next is the last one that is shown no later than a time, or the
    /// first after that one if it has been given.  Going far takes no longer than going a little.
    ///
    /// Throws as ``next()`` does.
    func advance(to time: Time) throws

    /// What a user should hear of once, as far as it is known: the properties' notices, and those of what was
    /// met while reading.
    var notices: [String] { get }

    /// The file of a frame, 0…, where every frame has one of its own; nil where all have one, and for a
    /// frame beyond the last.
    func file(ofFrame index: Int) -> String?
}

extension FrameSource {
    /// All frames have one file.
    public func file(ofFrame _: Int) -> String? { nil }

    /// Nothing is passed over.
    public func advance(to _: Time) throws {}

    /// Nothing is met.
    public var notices: [String] { properties.notices }

    /// The files of all frames in their order, one after the other once; empty where all have one.
    public var files: [String] {
        var files: [String] = []
        for frame in 0..<frameCount {
            guard let file = file(ofFrame: frame) else { break }
            if file != files.last { files.append(file) }
        }
        return files
    }

    /// Columns of every frame.
    public var width: Int { properties.width }

    /// Rows of every frame.
    public var height: Int { properties.height }

    /// The rate that is meant; see ``SourceProperties/frameRate``.
    public var frameRate: FrameRate? { properties.frameRate }

    /// The number of frames; see ``SourceProperties/frameCount``.
    public var frameCount: Int { properties.frameCount }

    /// Whether the source is one picture without a time.
    public var isStill: Bool { properties.isStill }
}
