public import Foundation

extension Checkpoint {
    /// Reads a safetensors file.
    ///
    /// 16-bit floats become 32-bit ones exactly, 64-bit ones are rounded. NaN and infinity are errors
    /// unless `allowNonFinite`. Throws `WeightsError`.
    public init(safetensorsFile path: String, allowNonFinite: Bool = false) throws {
        try self.init(safetensors: RegularFile(path: path), allowNonFinite: allowNonFinite)
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
        var builder = CheckpointBuilder(file: file, allowNonFinite: allowNonFinite)
        for entry in header.entries {
            try builder.add(entry, bytes: try bytes(entry.range))
        }
        self = builder.checkpoint(metadata: header.metadata)
    }
}

extension CheckpointBuilder {
    fileprivate mutating func add(_ entry: SafetensorsHeader.Entry, bytes: [UInt8]) throws {
        if entry.type.isFloat {
            let values = bytes.withUnsafeBytes(entry.type.floats)
            try add(entry.name, shape: entry.shape, floats: values)
            return
        }
        let values = bytes.withUnsafeBytes(entry.type.integers)
        try add(entry.name, shape: entry.shape, integers: values, of: entry.type)
    }
}
