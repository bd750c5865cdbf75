extension ONNXTensorFields {
    /// The shape, when it is one and the data is in this file as a whole.
    func checkedShape(_ place: String) throws -> [Int] {
        guard location == 0 && external == nil || message.neighbours != nil else {
            throw WeightsError.unsupported(
                file: message.file, tensor: place, found: "external data, which is not read",
                expected: "data inside the model")
        }
        guard location == (external == nil ? 0 : 1) else {
            throw malformed(
                place, "data_location \(location)",
                external == nil ? "0 without external data" : "1 with external data")
        }
        guard !isSegment else {
            throw WeightsError.unsupported(
                file: message.file, tensor: place, found: "a segment", expected: "whole tensors")
        }
        guard sizes.count <= Tensor.rankLimit else {
            throw malformed(
                place, "\(sizes.count) dimensions", "at most \(Tensor.rankLimit)")
        }
        let shape = sizes.map(Int.init)
        guard shape.allSatisfy({ $0 >= 0 }) else {
            throw malformed(place, "shape \(shape)", "sizes of 0 or more")
        }
        return shape
    }

    /// The elements from whichever field holds them, as many as the shape says.
    func elements(shape: [Int], _ place: String) throws -> ONNXTensor.Elements {
        let stored = try storedType(place)
        guard let count = Tensor.elementCount(of: shape),
            case let (size, overflow) = count.multipliedReportingOverflow(by: stored.width),
            !overflow
        else { throw malformed(place, "shape \(shape)", "less than 2^63 bytes") }
        guard stored.isFloat || count <= integerTensorLimit else {
            throw malformed(
                place, "\(count) integers",
                "at most \(integerTensorLimit); parameters are floats")
        }
        if let external, let neighbours = message.neighbours {
            try checkTyped(isEmptyBut: nil, place)
            guard raw == nil else {
                throw malformed(place, "raw_data beside external data", "one of them")
            }
            let bytes = try neighbours.bytes(
                of: external, size: size, place: place, model: message.file)
            return try bytes.withUnsafeBytes { try elements($0, stored, place) }
        }
        if let raw, !raw.isEmpty || count == 0 {
            try checkTyped(isEmptyBut: nil, place)
            guard raw.count == size else {
                throw malformed(
                    place, "\(raw.count) bytes of raw_data",
                    "\(size) for \(stored.rawValue) \(shape)")
            }
            return try message.withBytes(at: raw) { try elements($0, stored, place) }
        }
        return try typedElements(stored, count: count, shape: shape, place)
    }

    private func elements(
        _ bytes: UnsafeRawBufferPointer, _ stored: StoredType, _ place: String
    ) throws -> ONNXTensor.Elements {
        stored.isFloat
            ? .floats(stored.floats(bytes))
            : .integers(try checked(stored.integers(bytes), stored, place))
    }

    private func typedElements(
        _ stored: StoredType, count: Int, shape: [Int], _ place: String
    ) throws -> ONNXTensor.Elements {
        let field = TypedField(holding: stored)
        try checkTyped(isEmptyBut: field, place)
        guard self.count(in: field) == count else {
            throw malformed(
                place, "\(self.count(in: field)) numbers in \(field.rawValue)",
                "\(count) for \(stored.rawValue) \(shape)")
        }
        switch (field, stored) {
        case (.floats, _): return .floats(floats)
        case (.doubles, _): return .floats(doubles)
        case (.int32s, .f16), (.int32s, .bf16):
            let bits = try checked(int32s, .u16, place).map { UInt16(truncatingIfNeeded: $0) }
            return .floats(
                bits.map {
                    stored == .f16
                        ? HalfPrecision.value(ofBits: $0) : HalfPrecision.value(ofBrainBits: $0)
                })
        case (.int32s, _): return .integers(try checked(int32s, stored, place))
        case (.int64s, _): return .integers(try checked(int64s, stored, place))
        case (.uint64s, _): return .integers(try checked(uint64s, stored, place))
        }
    }

    private func checked(
        _ values: [Int64], _ stored: StoredType, _ place: String
    ) throws -> [Int64] {
        try stored.check(values, file: message.file, tensor: place)
        return values
    }

    /// Checks that no second field holds elements too.
    private func checkTyped(isEmptyBut field: TypedField?, _ place: String) throws {
        for other in TypedField.allCases where other != field && count(in: other) > 0 {
            throw malformed(
                place, "numbers in \(other.rawValue)",
                "in \(field?.rawValue ?? "raw_data") only")
        }
    }

    private func count(in field: TypedField) -> Int {
        switch field {
        case .floats: floats.count
        case .doubles: doubles.count
        case .int32s: int32s.count
        case .int64s: int64s.count
        case .uint64s: uint64s.count
        }
    }

    private func storedType(_ place: String) throws -> StoredType {
        let type = ONNXDataType(code: type)
        guard let stored = type.stored else {
            throw WeightsError.unsupported(
                file: message.file, tensor: place, found: "elements of type \(type.name)",
                expected: "floats of 16 to 64 bits or integers of 8 to 64")
        }
        return stored
    }

    private func malformed(_ place: String, _ found: String, _ expected: String) -> WeightsError {
        .malformedTensor(file: message.file, tensor: place, found: found, expected: expected)
    }
}

/// The fields of `TensorProto` that hold numbers one by one.
private enum TypedField: String, CaseIterable {
    case floats = "float_data"
    case doubles = "double_data"
    case int32s = "int32_data"
    case int64s = "int64_data"
    case uint64s = "uint64_data"

    /// The field that the format description gives a type.
    init(holding stored: StoredType) {
        switch stored {
        case .f32: self = .floats
        case .f64: self = .doubles
        case .i64: self = .int64s
        case .u32, .u64: self = .uint64s
        default: self = .int32s
        }
    }
}
