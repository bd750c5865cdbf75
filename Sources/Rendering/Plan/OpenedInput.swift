import Media
import Synchronization

/// A preset's input as it was looked at, for plans that are made one after another: for a plan of the same input it
/// is not opened again.
package final class OpenedInput: Sendable {
    let path: String
    let settings: InputSettings
    let properties: SourceProperties
    let files: [String]
    /// Open at its first frame; nil when it has been read.
    private let fresh: Mutex<(any FrameSource)?>

    /// Opens an input.
    ///
    /// - Throws: `FileError`, `MediaError`.
    init(_ path: String, _ settings: InputSettings, _ firstPass: FirstPass?) throws {
        let source = try MediaInput.open(path: path, settings, known: firstPass)
        (self.path, self.settings) = (path, settings)
        (properties, files) = (source.properties, source.files)
        fresh = Mutex(source)
    }

    /// The input at its first frame, opened again where it has been read.
    func source() throws -> any FrameSource {
        let opened = fresh.withLock { fresh in
            defer { fresh = nil }
            return fresh
        }
        return try opened
            ?? MediaInput.open(path: path, settings, known: properties.firstPass)
    }

    /// Closes what no plan needs any more.
    func close() { fresh.withLock { $0 = nil } }
}
