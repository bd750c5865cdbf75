import Files

extension Preset {
    /// Reads and checks a preset: throws `FileError` or ``PresetProblems``.
    ///
    /// `networkCheck` is as for ``parse(_:file:checking:)-(String,_,_)``.  Only regular files are
    /// read, at most ``SourceText/sizeLimit`` bytes; a FIFO does not block.
    public static func read(
        file path: String, checking networkCheck: NetworkCheck? = nil
    ) throws -> Preset {
        let file = try RegularFile(path: path, expected: "a preset")
        guard file.size <= SourceText.sizeLimit else {
            throw SourceText.tooLarge(file.size, file: path)
        }
        return try parse(file.read(0..<file.size), file: path, checking: networkCheck)
    }
}
