/// Values of the field whose key was taken last, checked against the wire type of their kind.
extension ProtobufReader {
    /// An `int32`, `int64` or enumeration.
    mutating func integer(_ field: Field) throws -> Int64 {
        try require(.varint, field)
        return Int64(bitPattern: try rawVarint())
    }

    /// A `float`.
    mutating func float(_ field: Field) throws -> Float {
        try require(.fixed32, field)
        let range = try take(4)
        return withBytes(at: range) { Float(bitPattern: littleEndian($0)) }
    }

    /// A `string`: UTF-8.
    mutating func string(_ field: Field) throws -> String {
        let range = try data(field)
        guard let text = withBytes(at: range, { String(validating: $0, as: UTF8.self) }) else {
            throw malformed("text that is not UTF-8", at: range.lowerBound, "UTF-8")
        }
        return text
    }

    /// `bytes`: where they stand.
    mutating func data(_ field: Field) throws -> Range<Int> {
        try require(.length, field)
        return try rawLength()
    }

    /// An embedded message.
    mutating func message(_ field: Field) throws -> ProtobufReader {
        message(at: try data(field))
    }

    /// Adds a `repeated int32`, `int64` or `uint64`, packed or one by one.
    mutating func append(_ field: Field, to values: inout [Int64]) throws {
        guard field.wireType == .length else {
            values.append(try integer(field))
            return
        }
        var packed = try message(field)
        while !packed.isAtEnd { values.append(Int64(bitPattern: try packed.rawVarint())) }
    }

    /// Adds a `repeated float`, packed or one by one.
    mutating func append(_ field: Field, to values: inout [Float]) throws {
        guard field.wireType == .length else {
            values.append(try float(field))
            return
        }
        values += withBytes(at: try packed(field, width: 4), StoredType.f32.floats)
    }

    /// Adds a `repeated double`, packed or one by one, rounded to 32 bits.
    mutating func appendDoubles(_ field: Field, to values: inout [Float]) throws {
        guard field.wireType == .length else {
            try require(.fixed64, field)
            values += withBytes(at: try take(8), StoredType.f64.floats)
            return
        }
        values += withBytes(at: try packed(field, width: 8), StoredType.f64.floats)
    }

    private mutating func packed(_ field: Field, width: Int) throws -> Range<Int> {
        let range = try data(field)
        guard range.count.isMultiple(of: width) else {
            throw malformed(
                "\(range.count) bytes of packed numbers", at: range.lowerBound,
                "a multiple of \(width)")
        }
        return range
    }

    private func littleEndian(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
    }
}
