import Files
public import Timelines

/// Opens what a user names as input.
public enum MediaInput {
    /// A film, a numbered sequence or a single picture, by content, not by name.
    ///
    /// A path such as `frame_%04d.png` is a ``SequencePattern`` unless a file has that very name;
    /// `sequenceRate` is its rate, and without one frame k of a sequence is at k seconds.  Throws
    /// ``FileError/missing(path:found:expected:)`` and
    /// ``MediaError/badInput(place:found:expected:)``; opening never waits for a pipe or a device.
    public static func open(
        path: String, sequenceRate: FrameRate? = nil
    ) throws -> any FrameSource {
        let file: RegularFile
        do {
            file = try RegularFile(media: path)
        } catch let error as FileError {
            guard case .missing = error, let pattern = SequencePattern(path) else {
                throw error
            }
            return try SequenceSource(pattern, path: path, rate: sequenceRate)
        }
        if let picture = try StillPicture(recognising: file) {
            return StillSource(picture, path: path)
        }
        return try FilmSource(file)
    }
}
