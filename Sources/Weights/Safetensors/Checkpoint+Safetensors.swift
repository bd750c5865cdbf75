import Files
public import Foundation

extension Checkpoint {
    /// Reads a safetensors file.
    ///
    /// 16-bit floats become 32-bit ones exactly, 64-bit ones are rounded. NaN and infinity are errors
    /// unless `allowNonFinite`. Throws `FileError`, `WeightsError`.
    ///
    /// - Parameter name: what messages call it; nil for its path.
    public init(
        safetensorsFile path: String, named name: String? = nil, allowNonFinite: Bool = false
    ) throws {
        let file = try RegularFile(weights: path)
        try self.init(
            file: name ?? path, size: file.size, allowNonFinite: allowNonFinite, bytes: file.read)
    }

    /// Reads safetensors from memory; `file` is the name that messages give it.
    ///
    /// Otherwise the same as reading from a file; `safetensorsBytes(elementType:)` is the inverse.
    public init(
        safetensors bytes: some ContiguousBytes, file: String, allowNonFinite: Bool = false
    ) throws {
        self = try bytes.withUnsafeBytes { bytes in
            try Checkpoint(
                file: file, size: bytes.count, allowNonFinite: allowNonFinite,
                bytes: { Array(bytes[$0]) })
        }
    }

    init(safetensors file: RegularFile, allowNonFinite: Bool) throws {
        try self.init(
            file: file.path, size: file.size, allowNonFinite: allowNonFinite, bytes: file.read)
    }

    /// Reads tensor by tensor, so that a file is never in memory twice.
    private init(
        file: String, size: Int, allowNonFinite: Bool, bytes: (Range<Int>) throws -> [UInt8]
    ) throws {
        let header = try SafetensorsHeader(file: file, size: size, bytes: bytes)
        var builder = CheckpointBuilder(file: file)
        for entry in header.entries {
            let data = try bytes(entry.range)
            if entry.type.isFloat {
                let tensor = entry.floats(data)
                if !allowNonFinite { try tensor.checkFinite(file: file, name: entry.name) }
                builder.add(entry.name, tensor)
            } else {
                builder.add(entry.name, try entry.integers(data, file: file))
            }
        }
        builder.removeTorchPrefixes()
        self = builder.checkpoint(metadata: header.metadata)
    }
}

extension SafetensorsHeader.Entry {
    fileprivate func floats(_ bytes: [UInt8]) -> Tensor {
        Tensor(shape: shape, values: bytes.withUnsafeBytes(type.floats))
    }

    fileprivate func integers(_ bytes: [UInt8], file: String) throws -> IntegerTensor {
        let values = bytes.withUnsafeBytes(type.integers)
        try type.check(values, file: file, tensor: name)
        return IntegerTensor(shape: shape, values: values)
    }
}
