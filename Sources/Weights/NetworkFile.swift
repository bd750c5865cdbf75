/// A network file by what it holds: tensors alone, or tensors with the structure that uses them.
public enum NetworkFile: Sendable {
    /// Named tensors, whose names tell the architecture.
    case checkpoint(Checkpoint)
    /// A graph and its tensors.
    case onnx(ONNXModel)
    /// Layers and their weights, from a pair of files.
    case ncnn(NCNNModel)

    /// Throws `WeightsError/missing(file:expected:)` where there is no such file, or of an ncnn network
    /// only one of the two; nothing is read.
    public static func checkIsThere(_ path: String) throws {
        do {
            _ = try RegularFile(path: path)
            if path.hasSuffix(".param") { try NCNNModel.checkIsThere(ncnnFile: path) }
        } catch let error as WeightsError {
            if case .missing = error { throw error }
        }
    }

    /// Reads a file of either kind, whichever its content says.
    ///
    /// Other known formats are refused by name. NaN and infinity are errors unless `allowNonFinite`.
    /// Throws `WeightsError`.
    public static func read(_ path: String, allowNonFinite: Bool = false) throws -> NetworkFile {
        let file = try RegularFile(path: path)
        let start = try file.read(0..<min(file.size, FileFormat.prefixLength))
        switch FileFormat(firstBytes: start, path: path) {
        case .safetensors:
            return .checkpoint(try Checkpoint(safetensors: file, allowNonFinite: allowNonFinite))
        case .pyTorch:
            return .checkpoint(
                try Checkpoint(pyTorch: FileBytes(file), allowNonFinite: allowNonFinite))
        case .onnx:
            return .onnx(try ONNXModel(onnx: file, allowNonFinite: allowNonFinite))
        case .ncnn:
            return .ncnn(try NCNNModel(ncnnFile: path, allowNonFinite: allowNonFinite))
        case .unsupported(let found, let expected):
            throw WeightsError.unsupportedFormat(file: path, found: found, expected: expected)
        }
    }
}
