/// Reads one message of Protocol Buffers' wire format, field after field, inside fixed bounds.
///
/// The format: protobuf.dev, "Encoding". Unknown fields are skipped by their wire type, as it says;
/// groups, which ONNX never uses, are refused. Every error names the byte it was found at.
struct ProtobufReader {
    /// The source of the bytes, for messages.
    let file: String

    /// Files beside that one; nil for bytes that did not come from a file.
    let neighbours: ONNXExternalFiles?

    private let bytes: [UInt8]

    /// The next byte to read, counted from the start of the file.
    private(set) var offset: Int

    private let end: Int

    /// Whether the message is the file itself, not one inside it.
    private let isWholeFile: Bool

    /// A reader of a whole file.
    init(file: String, bytes: [UInt8], neighbours: ONNXExternalFiles? = nil) {
        self.init(file: file, bytes: bytes, range: 0..<bytes.count, neighbours: neighbours)
    }

    private init(
        file: String, bytes: [UInt8], range: Range<Int>, neighbours: ONNXExternalFiles?
    ) {
        self.file = file
        self.neighbours = neighbours
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
        isWholeFile = range == bytes.indices
    }

    /// True when the message has been read.
    var isAtEnd: Bool { offset >= end }

    /// The encoding of a field.
    enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case length = 2
        case fixed32 = 5
    }

    /// The key of a field; its value comes next.
    struct Field {
        /// From 1; the format description gives each a meaning.
        let number: Int
        let wireType: WireType
        /// The byte the key stands at.
        let offset: Int
    }

    /// Takes the next key, nil at the end of the message.
    mutating func nextField() throws -> Field? {
        guard !isAtEnd else { return nil }
        let start = offset
        let key = try rawVarint()
        guard let wireType = WireType(rawValue: key & 7) else {
            throw malformed("wire type \(key & 7)", at: start, "0, 1, 2 or 5")
        }
        guard (1..<1 << 29).contains(key >> 3) else {
            throw malformed("field number \(key >> 3)", at: start, "1 to 536870911")
        }
        return Field(number: Int(key >> 3), wireType: wireType, offset: start)
    }

    /// Passes over the value of a field that nobody reads.
    mutating func skip(_ field: Field) throws {
        switch field.wireType {
        case .varint: _ = try rawVarint()
        case .fixed64: _ = try take(8)
        case .fixed32: _ = try take(4)
        case .length: _ = try rawLength()
        }
    }

    /// Checks that a field of the format description is stored as it says.
    func require(_ wireType: WireType, _ field: Field) throws {
        guard field.wireType == wireType else {
            throw malformed(
                "wire type \(field.wireType.rawValue) of field \(field.number)", at: field.offset,
                "\(wireType.rawValue)")
        }
    }

    /// Takes a base-128 number without a key: at most 10 bytes, at most 64 bits.
    mutating func rawVarint() throws -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        for shift in stride(from: 0, through: 63, by: 7) {
            guard offset < end else { throw malformed("the end", at: offset, "more of a number") }
            let byte = bytes[offset]
            offset += 1
            guard shift < 63 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7f) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        throw malformed("a number longer than 64 bits", at: start, "at most 10 bytes")
    }

    /// Takes a length and as many bytes, and gives where they stand.
    mutating func rawLength() throws -> Range<Int> {
        let start = offset
        let length = try rawVarint()
        guard length <= UInt64(end - offset) else {
            // Only the whole file's message ends where a download may have ended.
            if isWholeFile, length <= UInt64(ONNXLimits.fileSize) {
                throw WeightsError.cutShort(
                    file: file, end, ofAtLeast: UInt64(offset) + length)
            }
            throw malformed("length \(length)", at: start, "at most the remaining \(end - offset)")
        }
        return try take(Int(length))
    }

    /// Takes bytes and gives where they stand.
    mutating func take(_ count: Int) throws -> Range<Int> {
        guard count <= end - offset else {
            throw malformed("the end", at: end, "\(count) bytes from byte \(offset) on")
        }
        offset += count
        return offset - count..<offset
    }

    /// A reader of the message that stands there.
    func message(at range: Range<Int>) -> ProtobufReader {
        ProtobufReader(file: file, bytes: bytes, range: range, neighbours: neighbours)
    }

    /// Gives the bytes that stand there.
    func withBytes<Result>(
        at range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// An error at a byte of the file.
    func malformed(_ found: String, at offset: Int, _ expected: String) -> WeightsError {
        .malformed(file: file, found: "\(found) at byte \(offset)", expected: expected)
    }
}
