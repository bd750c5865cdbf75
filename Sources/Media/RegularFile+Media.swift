import Files

extension RegularFile {
    /// Opens a picture or video.
    ///
    /// Throws as any regular file's opening does, and
    /// ``MediaError/badInput(place:found:expected:)`` for an empty file.
    convenience init(media path: String) throws {
        let expected = "a picture or film that can be read"
        try self.init(path: path, expected: expected)
        guard size > 0 else {
            throw MediaError.badInput(place: path, found: "an empty file", expected: expected)
        }
    }
}
