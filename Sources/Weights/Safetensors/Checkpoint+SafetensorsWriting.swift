import Files

extension Checkpoint {
    /// The precision that parameters are written in.
    public enum ElementType: String, Sendable, CaseIterable {
        /// 4 bytes an element, exact.
        case float32 = "F32"
        /// 2 bytes an element, rounded to nearest even: about 3 decimal digits, up to 65504.
        case float16 = "F16"
    }

    /// Writes a safetensors file; without `overwrite` a file of that name is an error.
    ///
    /// The file appears under its name only when it is whole and on the disk; folders that are missing are
    /// created, and a symbolic link is refused. Throws `FileError`, `WeightsError`.
    public func writeSafetensors(
        to path: String, elementType: ElementType = .float32, overwrite: Bool = true
    ) throws {
        try AtomicFile.write(
            safetensorsBytes(elementType: elementType), to: path,
            existing: overwrite ? .replace : .refuse)
    }

    /// The bytes of a safetensors file of this checkpoint; the same for equal checkpoints.
    ///
    /// Integers come first, sorted by name, then the parameters in the order of `names`, so that every
    /// tensor is aligned to its element size. NaN, infinity and what 16 bits would make infinite are
    /// errors. `init(safetensors:file:allowNonFinite:)` is the inverse.
    public func safetensorsBytes(elementType: ElementType = .float32) throws -> [UInt8] {
        let reserved = "__metadata__"
        guard tensors[reserved] == nil, integerTensors[reserved] == nil else {
            throw WeightsError.malformedTensor(
                file: file, tensor: reserved, found: "a name that safetensors keeps for itself",
                expected: "another")
        }
        var header = SafetensorsHeaderWriter(metadata: metadata)
        var data: [UInt8] = []
        for (name, tensor) in integerTensors.sorted(by: { $0.key < $1.key }) {
            for value in tensor.values {
                withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
            }
            header.add(name, type: "I64", shape: tensor.shape, end: data.count)
        }
        for name in names {
            guard let tensor = tensors[name] else { continue }
            try append(tensor, named: name, as: elementType, to: &data)
            header.add(name, type: elementType.rawValue, shape: tensor.shape, end: data.count)
        }
        return header.bytes() + data
    }

    private func append(
        _ tensor: Tensor, named name: String, as elementType: ElementType, to data: inout [UInt8]
    ) throws {
        try tensor.checkFinite(file: file, name: name)
        let type: StoredType = elementType == .float16 ? .f16 : .f32
        data += try type.bytes(of: tensor.values, file: file, tensor: name)
    }
}
