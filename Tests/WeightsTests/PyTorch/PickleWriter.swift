@testable import Weights

/// Pickles by hand, opcode by opcode; the letters are those of Python's `pickletools`.
enum PickleWriter {
    /// PROTO 2, the opcodes, STOP.
    static func pickle(_ opcodes: [UInt8]...) -> [UInt8] {
        [0x80, 2] + opcodes.flatMap { $0 } + ascii(".")
    }

    /// The bytes of an opcode without argument, or of several.
    static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func text(_ text: String) -> [UInt8] {
        ascii("X") + littleEndian(UInt32(text.utf8.count)) + Array(text.utf8)
    }

    static func global(_ module: String, _ name: String) -> [UInt8] {
        ascii("c\(module)\n\(name)\n")
    }

    static func integer(_ value: Int64) -> [UInt8] { [0x8a, 8] + littleEndian(value) }

    static func tuple(_ values: [Int64]) -> [UInt8] {
        ascii("(") + values.flatMap(integer) + ascii("t")
    }

    /// A storage of float32 under the key 0.
    static func storage(_ count: Int64, key: String = "0") -> [UInt8] {
        let parts: [[UInt8]] = [
            ascii("("), text("storage"), global("torch", "FloatStorage"), text(key), text("cpu"),
            integer(count), ascii("tQ"),
        ]
        return Array(parts.joined())
    }

    /// A tensor of that storage.
    static func tensor(
        storage: [UInt8] = storage(4), offset: Int64 = 0, _ sizes: [Int64], _ strides: [Int64]
    ) -> [UInt8] {
        let parts: [[UInt8]] = [
            global("torch._utils", "_rebuild_tensor_v2"), ascii("("), storage, integer(offset),
            tuple(sizes), tuple(strides), [0x89], ascii("NtR"),
        ]
        return Array(parts.joined())
    }

    /// A dict with the one tensor `w`.
    static func dict(_ value: [UInt8]) -> [UInt8] { ascii("}") + text("w") + value + ascii("s") }
}

/// A zip file by hand, for one fault at a time.
struct ZipWriter {
    /// One entry; fields that are nil are as they should be.
    struct Entry {
        var name: String
        var data: [UInt8]
        var localName: String?
        var flags: UInt16 = 0
        var method: UInt16 = 0
        var localMethod: UInt16?
        var checksum: UInt32?
        var localChecksum: UInt32?
        var size: UInt32?
        /// Of the data in the file, where that is not the size.
        var storedSize: UInt32?
        var localSize: UInt32?
        var offset: UInt32?
        var gap: [UInt8] = []
        var comment = ""
    }

    /// Packs an entry's data as deflate does what it cannot compress: one block of stored bytes (RFC 1951,
    /// 3.2.4).
    mutating func deflate(_ index: Int) {
        let data = entries[index].data
        let length = UInt16(data.count)
        entries[index].checksum = crc32(data)
        entries[index].size = UInt32(data.count)
        entries[index].data = [1] + littleEndian(length) + littleEndian(~length) + data
        entries[index].storedSize = UInt32(entries[index].data.count)
        entries[index].method = 8
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    var count: UInt16?

    /// A PyTorch file of these records in the folder `a`.
    init(_ records: [(String, [UInt8])]) {
        entries = records.map { Entry(name: "a/\($0.0)", data: $0.1) }
    }

    /// The bytes of the file.
    var bytes: [UInt8] {
        var file = prefix
        var directory: [UInt8] = []
        for entry in entries {
            let start = UInt32(file.count)
            file += local(entry) + entry.data + entry.gap
            directory += central(entry, start)
        }
        let place = UInt32(file.count)
        let number = count ?? UInt16(entries.count)
        let end: [[UInt8]] = [
            [0x50, 0x4b, 5, 6, 0, 0, 0, 0], littleEndian(number), littleEndian(number),
            littleEndian(UInt32(directory.count)), littleEndian(place), [0, 0],
        ]
        return file + directory + Array(end.joined()) + suffix
    }

    private func local(_ entry: Entry) -> [UInt8] {
        let name = Array((entry.localName ?? entry.name).utf8)
        let size = entry.localSize ?? entry.size ?? UInt32(entry.data.count)
        let checksum = entry.localChecksum ?? entry.checksum ?? crc32(entry.data)
        let fields: [[UInt8]] = [
            [0x50, 0x4b, 3, 4, 0, 0], littleEndian(entry.flags),
            littleEndian(entry.localMethod ?? entry.method), [0, 0, 0, 0],
            littleEndian(checksum), littleEndian(entry.storedSize ?? size), littleEndian(size),
            littleEndian(UInt16(name.count)), [0, 0], name,
        ]
        return Array(fields.joined())
    }

    private func central(_ entry: Entry, _ start: UInt32) -> [UInt8] {
        let name = Array(entry.name.utf8)
        let size = entry.size ?? UInt32(entry.data.count)
        let comment = Array(entry.comment.utf8)
        let fields: [[UInt8]] = [
            [0x50, 0x4b, 1, 2, 0, 0, 0, 0], littleEndian(entry.flags), littleEndian(entry.method),
            [0, 0, 0, 0], littleEndian(entry.checksum ?? crc32(entry.data)),
            littleEndian(entry.storedSize ?? size), littleEndian(size),
            littleEndian(UInt16(name.count)), [0, 0],
            littleEndian(UInt16(comment.count)), [UInt8](repeating: 0, count: 8),
            littleEndian(entry.offset ?? start), name, comment,
        ]
        return Array(fields.joined())
    }
}

/// CRC-32 of zip files, bit by bit (APPNOTE.TXT, 4.4.7: polynomial 0xdebb20e3, reflected edb88320).
func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = (sum & 1 == 0 ? 0 : 0xedb8_8320) ^ (sum >> 1) }
    }
    return ~sum
}
