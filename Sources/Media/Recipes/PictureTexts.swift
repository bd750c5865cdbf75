import Files

/// Finds the text of a recipe in pictures, from their files' bytes.
///
/// A file that is damaged or cut short has none.
struct PictureTexts {
    private let file: RegularFile
    private var bytes: FileBytes

    init(_ file: RegularFile) { (self.file, bytes) = (file, FileBytes(file)) }

    /// In a chunk of a PNG or an APNG, before or behind the picture.
    func png() -> String? {
        var bytes = bytes
        let beginning = PNGText.beginning(RecipeText.keyword)
        var position = PNGChunks.signature.count
        while let length = bytes.integer(at: position, 4) {
            let isShort = length <= beginning.count + RecipeText.limit
            if bytes.has("iTXt", at: position + 4), isShort {
                let chunk = file.bytes(at: position + 4, count: length + 4)
                if chunk.starts(with: beginning) {
                    let text = String(decoding: chunk.dropFirst(beginning.count), as: UTF8.self)
                    return "\(RecipeText.keyword) \(text)"
                }
            }
            position += 12 + length
        }
        return nil
    }

    /// In a comment of a GIF.
    ///
    /// Source: GIF89a specification, sections 15, 18 to 20 and 24.
    func gif() -> String? {
        var bytes = bytes
        guard let flags = bytes.integer(at: 10, 1) else { return nil }
        var position = 13 + Self.tableBytes(flags)
        while let kind = bytes.integer(at: position, 1) {
            switch kind {
            case 0x21:
                let isComment = bytes.integer(at: position + 1, 1) == 0xFE
                position += 2
                let content = blocks(from: &position, &bytes, isKept: isComment)
                if let text = RecipeText.found(in: content) { return text }
            case 0x2C:
                guard let flags = bytes.integer(at: position + 9, 1) else { return nil }
                position += 11 + Self.tableBytes(flags)
                _ = blocks(from: &position, &bytes, isKept: false)
            default: return nil
            }
        }
        return nil
    }

    /// Bytes of a table of colours, if there is one.
    private static func tableBytes(_ flags: Int) -> Int {
        flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1)
    }

    /// Passes over blocks to the empty one, and answers what is in them as far as a recipe would go.
    private func blocks(
        from position: inout Int, _ bytes: inout FileBytes, isKept: Bool
    ) -> [UInt8] {
        var content: [UInt8] = []
        while let length = bytes.integer(at: position, 1) {
            if isKept, content.count <= RecipeText.limit {
                content += file.bytes(at: position + 1, count: length)
            }
            position += 1 + length
            if length == 0 { break }
        }
        return content
    }

    /// In a comment of a JPEG before its picture.
    ///
    /// Source: ITU-T T.81, sections B.1.1.4 and B.2.4.5.
    func jpeg() -> String? {
        var bytes = bytes
        var position = 2
        while bytes.integer(at: position, 1) == 0xFF,
            let marker = bytes.integer(at: position + 1, 1), marker != 0xDA,
            let length = bytes.integer(at: position + 2, 2), length >= 2
        {
            if marker == 0xFE {
                let comment = file.bytes(at: position + 4, count: length - 2)
                if let text = RecipeText.found(in: comment) { return text }
            }
            position += 2 + length
        }
        return nil
    }

    /// In the description of a TIFF's first page.
    func tiff() -> String? {
        guard let place = TIFFDirectory(bytes)?.description, place.upperBound <= file.size,
            place.count <= 2 * RecipeText.limit
        else { return nil }
        return RecipeText.found(in: file.bytes(at: place.lowerBound, count: place.count))
    }

    /// In the XMP packet of a WebP.
    ///
    /// Source: WebP container specification (RIFF).
    func webp() -> String? {
        var bytes = bytes
        var position = 12
        while let length = bytes.integer(at: position + 4, 4, isLittleEndian: true) {
            if bytes.has("XMP ", at: position), length <= 2 * RecipeText.limit {
                return RecipeText.found(in: file.bytes(at: position + 8, count: length))
            }
            position += 8 + length + length & 1
        }
        return nil
    }
}
