import CPNG

/// EXIF data that ImageMagick keeps in a PNG's text, as before there was `eXIf`.
///
/// Source: ImageMagick's `Raw profile type exif`: a line feed, the kind, the number of bytes, and the bytes as
/// hexadecimal digits, in lines.
enum PNGExif {
    private static let keyword = Array("Raw profile type exif".utf8) + [0]
    private static let limit = 1 << 20

    /// The data in a chunk `tEXt` or `zTXt`; nil for another text, and for one that is damaged.
    static func data(inText text: [UInt8], isCompressed: Bool) -> [UInt8]? {
        guard text.starts(with: keyword) else { return nil }
        var content = Array(text.dropFirst(keyword.count))
        if isCompressed {
            // After the method, 0.
            guard content.first == 0, let whole = inflated(content.dropFirst()) else { return nil }
            content = whole
        }
        let lines = content.split(separator: 0x0A)
        let digits = lines.dropFirst(2).joined().compactMap {
            Character(UnicodeScalar($0)).hexDigitValue
        }
        guard lines.count > 2, digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
        let prefix = Array("Exif\0\0".utf8)
        return bytes.starts(with: prefix) ? Array(bytes.dropFirst(prefix.count)) : bytes
    }

    /// By zlib; nil for damaged data and for more than a mebibyte.
    private static func inflated(_ data: ArraySlice<UInt8>) -> [UInt8]? {
        var count = UInt(limit)
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { target, initialized in
            let isSound = data.withUnsafeBufferPointer { source in
                uncompress(target.baseAddress, &count, source.baseAddress, UInt(source.count))
                    == Z_OK
            }
            initialized = isSound ? Int(count) : 0
        }
        return bytes.isEmpty ? nil : bytes
    }
}
