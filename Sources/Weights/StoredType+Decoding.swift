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
