import Files

/// An ONNX file with other numbers in its weights and everything else as it was, byte for byte.
///
/// Field numbers are those of onnx.proto3.
struct ONNXRewriting {
    /// By the names of initialisers, and of what Constant nodes make.
    let tensors: [String: Tensor]

    /// The bytes of the model.
    ///
    /// Elements keep the file's type: 16-bit ones are rounded to nearest even.
    func model(_ message: ProtobufReader) throws -> [UInt8] {
        try rewritten(message) { field, value in
            field.number == 7 ? try graph(value()) : nil
        }
    }

    private func graph(_ message: ProtobufReader) throws -> [UInt8] {
        try rewritten(message) { field, value in
            switch field.number {
            case 1: try node(value())
            case 5: try tensor(value(), name: nil)
            default: nil
            }
        }
    }

    private func node(_ message: ProtobufReader) throws -> [UInt8]? {
        var (output, isConstant) = ("", false)
        var reader = message
        while let field = try reader.nextField() {
            switch field.number {
            case 2: output = try reader.string(field)
            case 4: isConstant = try reader.string(field) == "Constant"
            default: try reader.skip(field)
            }
        }
        guard isConstant, tensors[output] != nil else { return nil }
        return try rewritten(message) { field, value in
            guard field.number == 5 else { return nil }
            return try rewritten(value()) { field, value in
                field.number == 5 ? try tensor(value(), name: output) : nil
            }
        }
    }

    /// A `TensorProto` with raw data.
    ///
    /// - Parameter name: nil for the tensor's own.
    private func tensor(_ message: ProtobufReader, name: String?) throws -> [UInt8]? {
        let fields = try ONNXTensorFields(message)
        guard let tensor = tensors[name ?? fields.name],
            let type = ONNXDataType(code: fields.type).stored, type.isFloat
        else { return nil }
        let place = name ?? fields.name
        let data = try type.bytes(of: tensor.values, file: message.file, tensor: place)
        // The fields of elements, and of where they stand outside the file.
        let replaced: Set = [4, 5, 7, 9, 10, 11, 13, 14]
        let kept = try rewritten(message) { field, _ in replaced.contains(field.number) ? [] : nil }
        return kept + lengthField(9, data)
    }

    /// A message's fields in their order, each as it is or with new content.
    ///
    /// - Parameter content: of a field whose content is replaced, nil for one that stays, empty for one
    ///   that goes.
    private func rewritten(
        _ message: ProtobufReader,
        content: (ProtobufReader.Field, () throws -> ProtobufReader) throws -> [UInt8]?
    ) throws -> [UInt8] {
        var reader = message
        var result: [UInt8] = []
        while let field = try reader.nextField() {
            var own = reader
            try reader.skip(field)
            let replacement = try content(field) { try own.message(field) }
            if let replacement {
                if !replacement.isEmpty { result += lengthField(field.number, replacement) }
            } else {
                reader.withBytes(at: field.offset..<reader.offset) { result += $0 }
            }
        }
        return result
    }

    private func lengthField(_ number: Int, _ content: [UInt8]) -> [UInt8] {
        varint(UInt64(number) << 3 | 2) + varint(UInt64(content.count)) + content
    }

    private func varint(_ value: UInt64) -> [UInt8] {
        var (rest, bytes) = (value, [UInt8]())
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

extension ONNXModel {
    /// Writes a copy of an ONNX file with other weights; without `overwrite` a file of that name is an
    /// error.
    ///
    /// The file appears under its name only when it is whole and on the disk; folders that are missing
    /// are created, and a symbolic link is refused.
    ///
    /// - Parameters:
    ///   - path: the ONNX file whose structure is kept.
    ///   - tensors: by the names of initialisers and of what Constant nodes make, shaped as they are;
    ///     others stay.
    /// - Throws: `FileError`, and `WeightsError`, also where a number does not fit the file's 16 bits.
    public static func write(
        copyOf path: String, with tensors: [String: Tensor], to output: String,
        overwrite: Bool = true
    ) throws {
        let file = try RegularFile(weights: path)
        let message = ProtobufReader(file: path, bytes: try file.read(0..<file.size))
        try AtomicFile.write(
            ONNXRewriting(tensors: tensors).model(message), to: output,
            existing: overwrite ? .replace : .refuse)
    }
}
