extension Checkpoint {
    /// Reads the parameters of a network file, safetensors or ONNX, whichever its content says.
    ///
    /// Other known formats are refused by name. NaN and infinity are errors unless `allowNonFinite`.
    /// Throws `WeightsError`.
    public static func read(file path: String, allowNonFinite: Bool = false) throws -> Checkpoint {
        let file = try RegularFile(path: path)
        let start = try file.read(0..<min(file.size, FileFormat.prefixLength))
        switch FileFormat(firstBytes: start, path: path) {
        case .safetensors:
            return try Checkpoint(safetensors: file, allowNonFinite: allowNonFinite)
        case .onnx:
            return Checkpoint(onnx: try ONNXModel(onnx: file, allowNonFinite: allowNonFinite))
        case .unsupported(let found, let expected):
            throw WeightsError.unsupportedFormat(file: path, found: found, expected: expected)
        }
    }
}
