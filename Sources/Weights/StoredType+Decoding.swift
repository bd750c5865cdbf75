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

    /// The values an integer type can hold and we can: below 2^63, and 0 or 1 for truth values.
    var integerRange: ClosedRange<Int64> {
        switch self {
        case .i32: -0x8000_0000...0x7fff_ffff
        case .i16: -0x8000...0x7fff
        case .i8: -0x80...0x7f
        case .u64: 0...Int64.max
        case .u32: 0...0xffff_ffff
        case .u16: 0...0xffff
        case .u8: 0...0xff
        case .bool: 0...1
        default: Int64.min...Int64.max
        }
    }

    /// The index of the first integer that the type does not allow or we cannot hold.
    func firstOutOfRange(in values: [Int64]) -> Int? {
        values.firstIndex { !integerRange.contains($0) }
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

/// The index of the first NaN or infinity, nil when all are finite.
func firstNonFinite(in values: [Float]) -> Int? {
    // One pass without a branch for each element; the second pass is for the message only.
    var largest: UInt32 = 0
    values.withUnsafeBufferPointer { values in
        for value in values { largest = max(largest, value.bitPattern & 0x7fff_ffff) }
    }
    return largest < 0x7f80_0000 ? nil : values.firstIndex { !$0.isFinite }
}
