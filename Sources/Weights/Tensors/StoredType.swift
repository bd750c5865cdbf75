/// How a file stores the elements of a tensor, little-endian; named as safetensors does.
enum StoredType: String, CaseIterable {
    case f64 = "F64"
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case i64 = "I64"
    case i32 = "I32"
    case i16 = "I16"
    case i8 = "I8"
    case u64 = "U64"
    case u32 = "U32"
    case u16 = "U16"
    case u8 = "U8"
    case bool = "BOOL"

    /// Bytes of one element.
    var width: Int {
        switch self {
        case .f64, .i64, .u64: 8
        case .f32, .i32, .u32: 4
        case .f16, .bf16, .i16, .u16: 2
        case .i8, .u8, .bool: 1
        }
    }

    /// True of the types that become 32-bit floats, false of those that become integers.
    var isFloat: Bool {
        switch self {
        case .f64, .f32, .f16, .bf16: true
        default: false
        }
    }

    /// The names of all types that are read, for messages.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The most elements of an integer tensor: these are counters and indices, never layers, and each
/// byte of a file may become eight in memory.
let integerTensorLimit = 1 << 24

extension StoredType {
    /// The elements as 32-bit floats: 16 bits exactly, 64 bits rounded to nearest even.
    ///
    /// `bytes` are a whole number of elements of a float type, at any alignment.
    func floats(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        switch self {
        case .f32: bulk(bytes)
        case .f16: map(bytes, UInt16.self) { HalfPrecision.value(ofBits: $0) }
        case .bf16: map(bytes, UInt16.self) { HalfPrecision.value(ofBrainBits: $0) }
        case .f64: map(bytes, UInt64.self) { Float(Double(bitPattern: $0)) }
        default: preconditionFailure("StoredType: \(rawValue) is not a float type")
        }
    }

    /// The elements as integers, as they are stored; unsigned 64-bit ones by their bits.
    ///
    /// `bytes` are a whole number of elements of an integer type, at any alignment.
    func integers(_ bytes: UnsafeRawBufferPointer) -> [Int64] {
        switch self {
        case .i64: map(bytes, Int64.self) { $0 }
        case .i32: map(bytes, Int32.self) { Int64($0) }
        case .i16: map(bytes, Int16.self) { Int64($0) }
        case .i8: map(bytes, Int8.self) { Int64($0) }
        case .u64: map(bytes, UInt64.self) { Int64(bitPattern: $0) }
        case .u32: map(bytes, UInt32.self) { Int64($0) }
        case .u16: map(bytes, UInt16.self) { Int64($0) }
        case .u8, .bool: map(bytes, UInt8.self) { Int64($0) }
        default: preconditionFailure("StoredType: \(rawValue) is not an integer type")
        }
    }

    private func bulk(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        guard 1.littleEndian == 1 else {
            return map(bytes, UInt32.self) { Float(bitPattern: $0) }
        }
        return [Float](unsafeUninitializedCapacity: bytes.count / 4) { result, count in
            UnsafeMutableRawBufferPointer(result).copyMemory(from: bytes)
            count = bytes.count / 4
        }
    }

    @inline(__always)
    private func map<Stored: FixedWidthInteger & BitwiseCopyable, Value>(
        _ bytes: UnsafeRawBufferPointer, _ stored: Stored.Type, _ convert: (Stored) -> Value
    ) -> [Value] {
        let elements = bytes.count / MemoryLayout<Stored>.size
        return [Value](unsafeUninitializedCapacity: elements) { result, count in
            for index in 0..<elements {
                let offset = index * MemoryLayout<Stored>.size
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: Stored.self)
                result.initializeElement(at: index, to: convert(Stored(littleEndian: bits)))
            }
            count = elements
        }
    }
}

extension StoredType {
    /// The elements as little-endian bytes of a floating-point type, rounded to nearest even.
    ///
    /// Throws `WeightsError` for a number that the type would make infinite.
    func bytes(of values: [Float], file: String, tensor: String) throws -> [UInt8] {
        switch self {
        case .f16, .bf16:
            let halves = values.map {
                self == .f16 ? HalfPrecision.bits(of: $0) : HalfPrecision.brainBits(of: $0)
            }
            let infinity: UInt16 = self == .f16 ? 0x7c00 : 0x7f80
            if let index = halves.firstIndex(where: { $0 & 0x7fff == infinity }) {
                throw WeightsError.nonFinite(
                    file: file, tensor: tensor, index: index, value: "\(values[index])",
                    expected: "a number that 16 bits can hold")
            }
            return bytes(halves)
        case .f64: return bytes(values.map { Double($0).bitPattern })
        default: return bytes(values.map(\.bitPattern))
        }
    }

    private func bytes(_ elements: [some FixedWidthInteger]) -> [UInt8] {
        elements.map(\.littleEndian).withUnsafeBytes(Array.init)
    }
}
