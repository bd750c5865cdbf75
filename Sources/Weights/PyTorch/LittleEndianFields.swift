/// Fixed fields of a record, lowest byte first, at places the caller has checked.
struct LittleEndianFields {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The unsigned number of so many bytes, at most 8, that stands there.
    func number(at offset: Int, bytes count: Int) -> UInt64 {
        bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// As `number(at:bytes:)`, of 2 bytes.
    func two(_ offset: Int) -> Int { Int(number(at: offset, bytes: 2)) }

    /// As `number(at:bytes:)`, of 4 bytes.
    func four(_ offset: Int) -> UInt32 { UInt32(number(at: offset, bytes: 4)) }

    /// As `number(at:bytes:)`, of 8 bytes.
    func eight(_ offset: Int) -> UInt64 { number(at: offset, bytes: 8) }
}
