import Files

/// A ``FrameStatement`` in a PNG: an iTXt chunk before the picture's data, with the keyword `Segue frame`
/// and the text `KEY CONTENT`.
///
/// The content is the samples as they were handed to the encoder: RGB or RGBA, row by row, 16-bit ones
/// little-endian.  Source: PNG specification (third edition), sections 5.3 (chunk layout) and 11.3.3.4
/// (iTXt).
enum PNGStatement {
    /// The statement of a file; nil if it states none, or a damaged one.
    ///
    /// - Parameter beginning: of the file, as far as the picture's data.
    static func found(in beginning: [UInt8]) -> FrameStatement? {
        guard beginning.starts(with: PNGChunks.signature) else { return nil }
        var position = 8
        while position + 12 <= beginning.count {
            let length = PNGChunks.number(in: beginning, at: position)
            guard length <= beginning.count - position - 12 else { return nil }
            let chunk = beginning[position + 4..<position + 8 + length]
            if chunk.starts(with: "IDAT".utf8) { return nil }
            if chunk.starts(with: self.beginning) {
                let crc = PNGChunks.number(in: beginning, at: position + 8 + length)
                guard Int(PNGChunks.crc(chunk)) == crc else { return nil }
                return FrameStatement(digests: chunk.dropFirst(self.beginning.count))
            }
            position += 12 + length
        }
        return nil
    }

    /// A file with a statement; as it is where it has no picture's data.
    ///
    /// It stands before a ``RecipeText``, so that the beginning of the file has it.
    static func inserted(_ statement: FrameStatement, into file: [UInt8]) -> [UInt8] {
        PNGText.inserted(
            PNGText.chunk(FrameStatement.keyword, statement.digests), into: file)
    }

    /// SHA-256 of samples.
    static func digest(of samples: UnsafeRawBufferPointer) throws -> Digest {
        let hash = try SHA256()
        try hash.update(samples)
        return try hash.digest()
    }

    private static let beginning = PNGText.beginning(FrameStatement.keyword)
}
