import Files
public import Timelines

/// Opens what a user names as input.
public enum MediaInput {
    /// A film, a numbered sequence or a single picture, by content, not by name.
    ///
    /// A path such as `frame_%04d.png` is a ``SequencePattern`` unless a file has that very name;
    /// without a `sequenceRate` its frame k is at k seconds.  Throws
    /// ``FileError/missing(path:found:expected:)`` and
    /// ``MediaError/badInput(place:found:expected:)``; opening never waits for a pipe or a device.
    public static func open(
        path: String, sequenceRate: FrameRate? = nil
    ) throws -> any FrameSource {
        try open(path: path, InputSettings(sequenceRate: sequenceRate))
    }

    /// As ``open(path:sequenceRate:)``, with more to say about how it is read.
    public static func open(path: String, _ settings: InputSettings) throws -> any FrameSource {
        let file: RegularFile
        do {
            file = try RegularFile(media: path)
        } catch let error as FileError {
            guard case .missing = error, let pattern = SequencePattern(path) else {
                throw error
            }
            let files = try SequenceFiles(pattern, path: path, gaps: settings.gaps)
            return try SequenceSource(files, path: path, rate: settings.sequenceRate)
        }
        if let picture = try StillPicture(recognising: file) {
            return StillSource(picture, path: path)
        }
        return try FilmSource(file)
    }
}
