package import Files

extension RegularFile {
    /// Opens a picture or video; `-` is standard input.
    ///
    /// Throws as any regular file's opening does, and
    /// ``MediaError/badInput(place:found:expected:)`` for an empty file.
    package static func media(_ path: String) throws -> RegularFile {
        let expected = "a picture or film that can be read"
        let file =
            path == StandardInput.path
            ? try StandardInput.file(expected: expected)
            : try RegularFile(path: path, expected: expected)
        guard file.size > 0 else {
            throw MediaError.badInput(place: path, found: "an empty file", expected: expected)
        }
        return file
    }
}
