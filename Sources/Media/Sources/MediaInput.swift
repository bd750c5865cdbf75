import Files
public import Timelines

/// Opens what a user names as input.
public enum MediaInput {
    /// A film, a sequence of pictures or a single one, by content, not by name.
    ///
    /// A sequence is a pattern such as `frame_%04d.png` or `frame_####.png`, a folder, or a glob such as
    /// `*.jpg`, unless a file has that very name; all of its pictures are looked at when it is opened;
    /// without a `sequenceRate` its frame k is at k seconds.  Throws
    /// ``FileError/missing(path:found:expected:)`` and
    /// ``MediaError/badInput(place:found:expected:)``; opening never waits for a pipe or a device.
    public static func open(
        path: String, sequenceRate: FrameRate? = nil
    ) throws -> any FrameSource {
        try open(path: path, InputSettings(sequenceRate: sequenceRate))
    }

    /// As ``open(path:sequenceRate:)``, with more to say about how it is read.
    ///
    /// - Parameter known: what an earlier opening of the same file with the same settings found, so that a film
    ///   need not be searched again.
    public static func open(
        path: String, _ settings: InputSettings, known: FirstPass? = nil
    ) throws -> any FrameSource {
        let source = try openWhole(path, settings, known)
        return settings.clip == .whole ? source : try ClippedSource(source, settings.clip)
    }

    private static func openWhole(
        _ path: String, _ settings: InputSettings, _ known: FirstPass?
    ) throws -> any FrameSource {
        let file: RegularFile
        do {
            file = try RegularFile.media(path)
        } catch let error as FileError {
            guard let names = SequenceNames(path) else { throw error }
            return try SequenceSource(names, path: path, settings, known: known)
        }
        if let picture = try StillPicture(recognising: file, damage: settings.damage) {
            return StillSource(picture, path: path)
        }
        if try WebPFile.recognises(file) { return try WebPSource(file) }
        return try FilmSource(file, known: known, damage: settings.damage)
    }
}
