/// Reads the `.bin` file of a network from its beginning to its end.
struct NCNNWeightsReader {
    /// The `.bin` file, as messages name it.
    let file: String
    let size: Int
    private let bytes: (Range<Int>) throws -> [UInt8]
    private var offset = 0

    /// - Parameter bytes: the bytes of a range inside the file.
    init(file: String, size: Int, bytes: @escaping (Range<Int>) throws -> [UInt8]) {
        self.file = file
        self.size = size
        self.bytes = bytes
    }

    /// The next tensor. Throws `WeightsError`.
    mutating func read(_ claim: NCNNLayer.WeightClaim, name: String) throws -> Tensor {
        let format = claim.isTagged ? try format(name) : .float32
        guard let count = Tensor.elementCount(of: claim.shape),
            let length = format.length(count: count)
        else {
            throw WeightsError.malformedTensor(
                file: file, tensor: name, found: "\(size - offset) bytes at byte \(offset)",
                expected: "\(claim.shape) as \(format.rawValue)")
        }
        guard length <= size - offset else { throw cutShort(length, name) }
        let data = try bytes(offset..<offset + length)
        offset += length
        return Tensor(shape: claim.shape, values: format.floats(data, count: count))
    }

    /// Throws when something is left.
    func finish() throws {
        guard offset == size else {
            throw WeightsError.malformed(
                file: file, found: "\(size - offset) more bytes at byte \(offset)",
                expected: "the end after the last layer's weights")
        }
    }

    /// - Parameter length: of the tensor or tag that begins here.
    private func cutShort(_ length: Int, _ name: String) -> WeightsError {
        .malformedTensor(
            file: file, tensor: name,
            found: "cut short: \(size) of at least \(UInt64(offset) + UInt64(length)) bytes",
            expected: "the weights of its .param file; download both again")
    }

    private mutating func format(_ name: String) throws -> NumberFormat {
        guard size - offset >= 4 else { throw cutShort(4, name) }
        let tag = try bytes(offset..<offset + 4).reversed().reduce(UInt32(0)) {
            $0 << 8 | UInt32($1)
        }
        let format = NumberFormat(tag: tag)
        guard tag != 0x000d_4b38 else {
            throw WeightsError.quantised(
                file: file, tensor: name, bits: 8, how: "number format \(tag)")
        }
        guard let format else {
            throw WeightsError.unsupported(
                file: file, tensor: name, found: "number format \(tag) at byte \(offset)",
                expected: "floats of 16 or 32 bits, or a table of 256")
        }
        offset += 4
        return format
    }
}

/// How the numbers of a tensor are stored, little-endian (`ModelBinFromDataReader::load`).
private enum NumberFormat: String {
    case float32 = "32-bit floats"
    case float16 = "16-bit floats"
    case table = "a table of 256 floats and bytes that point into it"

    /// The 32 bits before a tensor; nil for another format. ncnn takes all it does not know for a
    /// table, its converters write 1.
    init?(tag: UInt32) {
        switch tag {
        // The second: floats of a network that also has 8-bit layers.
        case 0, 0x0002_c056: self = .float32
        case 0x0130_6b47: self = .float16
        case 1: self = .table
        default: return nil
        }
    }

    /// Bytes of so many numbers, with those that fill up a multiple of 4; nil when too many.
    func length(count: Int) -> Int? {
        let (width, table) =
            switch self {
            case .float32: (4, 0)
            case .float16: (2, 0)
            case .table: (1, 1024)
            }
        let (length, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, length <= Int.max - 1024 - 3 else { return nil }
        return table + (length + 3) / 4 * 4
    }

    /// - Parameter bytes: as many as `length(count:)` says.
    func floats(_ bytes: [UInt8], count: Int) -> [Float] {
        bytes.withUnsafeBytes { bytes in
            switch self {
            case .float32: StoredType.f32.floats(bytes)
            case .float16:
                StoredType.f16.floats(UnsafeRawBufferPointer(rebasing: bytes[..<(count * 2)]))
            case .table: tabled(bytes, count)
            }
        }
    }

    private func tabled(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Float] {
        let table = StoredType.f32.floats(UnsafeRawBufferPointer(rebasing: bytes[..<1024]))
        return bytes[1024..<1024 + count].map { table[Int($0)] }
    }
}
