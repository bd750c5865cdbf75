/// What a safetensors file says about its tensors, checked against every rule of the format.
///
/// The format: 8 bytes, the header's length N (unsigned, little-endian); N bytes, a JSON object; then
/// the data (safetensors README, "Format").
struct SafetensorsHeader {
    /// The longest header in bytes; the reference implementation's own limit.
    static let lengthLimit = 100_000_000

    /// The most tensors.
    static let tensorLimit = 100_000

    /// The tensors in the order of the header.
    let entries: [Entry]

    /// The strings under `__metadata__`.
    let metadata: [String: String]

    /// One tensor of the header.
    struct Entry {
        let name: String
        let type: StoredType
        let shape: [Int]
        /// The range of its bytes in the file; as many as type and shape need.
        let range: Range<Int>

        /// The number of elements.
        var elementCount: Int { range.count / type.width }
    }

    /// Reads and checks the header of a file of `size` bytes, of which `bytes` gives any range.
    init(file: String, size: Int, bytes: (Range<Int>) throws -> [UInt8]) throws {
        guard size >= 8 else {
            throw WeightsError.malformed(
                file: file, found: "\(size) bytes", expected: "a header length of 8 bytes")
        }
        let length = try bytes(0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= Self.lengthLimit else {
            throw WeightsError.malformed(
                file: file, found: "a header of \(length) bytes",
                expected: "at most \(Self.lengthLimit)")
        }
        let dataStart = 8 + Int(length)
        guard dataStart <= size else {
            guard try size == 8 || bytes(8..<9) == Array("{".utf8) else {
                throw WeightsError.malformed(
                    file: file, found: "a header of \(length) bytes",
                    expected: "at most the file's remaining \(size - 8)")
            }
            throw WeightsError.cutShort(file: file, size, ofAtLeast: UInt64(dataStart))
        }
        let claims = try SafetensorsClaims(file: file, header: bytes(8..<dataStart))
        try claims.checkLayout(dataStart: dataStart, size: size)
        metadata = claims.metadata
        entries = claims.tensors.map { claim in
            Entry(
                name: claim.name, type: claim.type, shape: claim.shape,
                range: dataStart + claim.begin..<dataStart + claim.end)
        }
    }
}
