/// One file inside a zip file, as the central directory describes it.
///
/// The format: APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.4.
struct ZipEntry {
    /// The path inside the zip file.
    let name: String
    /// The name's bytes, which the local header repeats.
    let nameBytes: [UInt8]
    /// The general purpose bits.
    let flags: Int
    /// CRC-32 of the data.
    let checksum: UInt32
    /// Whether the data is compressed (deflate, RFC 1951), not stored as it is.
    let isCompressed: Bool
    /// Bytes of the data.
    let size: Int
    /// Bytes of the data in the file: `size` where it is stored as it is.
    let storedSize: Int
    /// The position of the local header.
    let start: Int

    /// Sizes are repeated after the data (bit 3).
    var hasDescriptor: Bool { flags & 0x0008 != 0 }

    /// The number of the compression method.
    var method: Int { isCompressed ? 8 : 0 }

    /// Whether it is a folder, without data.
    var isFolder: Bool { nameBytes.last == UInt8(ascii: "/") }
}

extension ZipEntry {
    /// Bytes of the fixed part of a directory entry.
    static let fixedSize = 46

    /// Reads the entry at `offset` of the directory and moves past it.
    ///
    /// Throws `WeightsError` for what neither torch nor a program that packs its files again writes:
    /// other compression than deflate, encryption, comments, several disks, names that leave the folder.
    init(directory: [UInt8], at offset: inout Int, file: String) throws {
        let place = "the zip directory"
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformedTensor(file: file, tensor: place, found: found, expected: expected)
        }
        guard directory.count - offset >= Self.fixedSize else {
            throw malformed("\(directory.count - offset) bytes left", "an entry of 46 or more")
        }
        let fields = LittleEndianFields(Array(directory[offset..<offset + Self.fixedSize]))
        guard fields.four(0) == 0x0201_4b50 else { throw malformed("no entry", "PK 1 2") }
        let nameEnd = offset + Self.fixedSize + fields.two(28)
        let end = nameEnd + fields.two(30)
        guard end <= directory.count else { throw malformed("an entry cut short", "all of it") }
        nameBytes = Array(directory[offset + Self.fixedSize..<nameEnd])
        name = try Self.checkedName(nameBytes, isEmpty: fields.four(24) == 0, file: file)
        flags = fields.two(8)
        isCompressed = fields.two(10) != 0
        checksum = fields.four(16)
        let wide = try ZipWideFields(
            extra: Array(directory[nameEnd..<end]), fields: fields, file: file, name: name)
        (size, storedSize, start) = (wide.size, wide.storedSize, wide.start)
        try Self.check(fields, name: name, storedSize: storedSize, size: size, file: file)
        offset = end
    }

    private static func check(
        _ fields: LittleEndianFields, name: String, storedSize: Int, size: Int, file: String
    ) throws {
        func unsupported(_ found: String, _ expected: String) -> WeightsError {
            .unsupported(file: file, tensor: name, found: found, expected: expected)
        }
        let parts = name.split(separator: "/").dropFirst()
        guard parts.first != "code", parts.first != "constants.pkl" else {
            throw WeightsError.unsupportedFormat(
                file: file, found: "a TorchScript program",
                expected: "tensors; save its state_dict()")
        }
        let flags = fields.two(8)
        guard flags & 0x2041 == 0 else { throw unsupported("encrypted", "plain data") }
        let method = fields.two(10)
        // Bits 1 and 2 say how hard deflate tried.
        let known = method == 8 ? 0x080e : 0x0808
        guard flags & ~known == 0 else {
            throw unsupported(
                "zip flags 0x\(String(flags, radix: 16))", "0x\(String(known, radix: 16)) at most")
        }
        guard method == 0 || method == 8 else {
            throw unsupported("compression method \(method)", "stored (0) or deflate (8)")
        }
        guard method == 8 || storedSize == size else {
            throw unsupported("\(storedSize) stored bytes of \(size)", "the same number")
        }
        guard fields.two(32) == 0, fields.two(34) == 0 else {
            throw unsupported("a comment or another disk", "neither")
        }
    }

    /// - Parameter isEmpty: whether it has no data, as a folder's entry, whose name ends with a slash.
    private static func checkedName(
        _ bytes: [UInt8], isEmpty: Bool, file: String
    ) throws -> String {
        let name = String(validating: bytes, as: UTF8.self)
        let isFolder = isEmpty && bytes.count > 1 && bytes.last == UInt8(ascii: "/")
        let parts = (isFolder ? bytes.dropLast() : bytes[...])
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isInside = parts.allSatisfy { $0.first != nil && $0 != [0x2e] && $0 != [0x2e, 0x2e] }
        guard let name, isInside, !bytes.contains(0), !bytes.contains(UInt8(ascii: "\\")) else {
            throw WeightsError.malformedTensor(
                file: file, tensor: name ?? "?", found: "a name that is no path in the zip file",
                expected: "FOLDER/NAME")
        }
        return name
    }
}

/// The three numbers that a zip64 extra field widens to 64 bits (APPNOTE.TXT, 4.5.3).
private struct ZipWideFields {
    private(set) var size: Int
    private(set) var storedSize: Int
    private(set) var start: Int

    init(extra: [UInt8], fields: LittleEndianFields, file: String, name: String) throws {
        var narrow = [24, 20, 42].map { Int(fields.four($0)) }
        let wide = try Self.zip64(in: extra, file: file, name: name)
        var next = 0
        for index in narrow.indices where narrow[index] == 0xffff_ffff {
            guard next + 8 <= wide.count,
                let number = Int(exactly: LittleEndianFields(wide).eight(next))
            else {
                throw WeightsError.malformedTensor(
                    file: file, tensor: name, found: "a zip64 field without its number",
                    expected: "8 bytes, less than 2^63")
            }
            narrow[index] = number
            next += 8
        }
        (size, storedSize, start) = (narrow[0], narrow[1], narrow[2])
    }

    /// The content of extra field 1, empty when there is none.
    private static func zip64(in extra: [UInt8], file: String, name: String) throws -> [UInt8] {
        var offset = 0
        let fields = LittleEndianFields(extra)
        while offset + 4 <= extra.count {
            let end = offset + 4 + fields.two(offset + 2)
            guard end <= extra.count else { break }
            if fields.two(offset) == 1 { return Array(extra[offset + 4..<end]) }
            offset = end
        }
        guard offset == extra.count else {
            throw WeightsError.malformedTensor(
                file: file, tensor: name, found: "extra fields cut short", expected: "all of them")
        }
        return []
    }
}
