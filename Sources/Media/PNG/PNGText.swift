/// Texts in a PNG: iTXt chunks without compression, language and translated keyword.
///
/// Source: PNG specification (third edition), sections 5.3 (chunk layout) and 11.3.3.4 (iTXt).
enum PNGText {
    /// A chunk's type and all before its text.
    static func beginning(_ keyword: String) -> [UInt8] { Array("iTXt\(keyword)\0\0\0\0\0".utf8) }

    /// A whole chunk.
    static func chunk(_ keyword: String, _ text: String) -> [UInt8] {
        PNGChunks.chunk(beginning(keyword) + Array(text.utf8))
    }

    /// A file with a chunk before the picture's data; as it is where it has none.
    static func inserted(_ chunk: [UInt8], into file: [UInt8]) -> [UInt8] {
        var position = 8
        while position + 12 <= file.count, !file[(position + 4)...].starts(with: "IDAT".utf8) {
            let isText = file[(position + 4)...].starts(with: "iTXt".utf8)
            // Before those that are there.
            if isText { break }
            position += 12 + PNGChunks.number(in: file, at: position)
        }
        guard position + 12 <= file.count else { return file }
        return file[..<position] + chunk + file[position...]
    }
}
