import Files

/// The header of a safetensors file; its data is not read.
public struct SafetensorsOutline: Sendable, Equatable {
    /// Its path, as the user wrote it.
    public let file: String

    /// The strings that the file keeps about itself.
    public let metadata: [String: String]

    /// The number of parameters: elements of all float tensors.
    public let parameterCount: Int

    /// Reads and checks the header of a safetensors file. Throws `FileError`, `WeightsError`.
    public init(file path: String) throws {
        let file = try RegularFile(weights: path)
        let header = try SafetensorsHeader(file: path, size: file.size, bytes: file.read)
        self.file = path
        metadata = header.metadata
        parameterCount = header.entries.filter(\.type.isFloat).map(\.elementCount).reduce(0, +)
    }
}
