import Files

/// A network file by what it holds: tensors alone, or tensors with the structure that uses them.
public enum NetworkFile: Sendable {
    /// Named tensors, whose names tell the architecture.
    case checkpoint(Checkpoint)
    /// A graph and its tensors.
    case onnx(ONNXModel)
    /// Layers and their weights, from a pair of files.
    case ncnn(NCNNModel)

    /// Throws `FileError/missing(path:found:expected:)` where there is no such file, or of an ncnn network
    /// only one of the two; nothing is read.
    public static func checkIsThere(_ path: String) throws {
        do {
            _ = try RegularFile(weights: path)
            if path.hasSuffix(".param") { try NCNNModel.checkIsThere(ncnnFile: path) }
        } catch let error as FileError {
            if case .missing = error { throw error }
        }
    }

    /// Reads a file of either kind, whichever its content says.
    ///
    /// Other known formats are refused by name. NaN and infinity are errors unless `allowNonFinite`.
    /// Where a file holds several networks of tensors, `choice` says which is taken. Throws
    /// `WeightsError`.
    public static func read(
        _ path: String, choice: NetworkChoice = NetworkChoice(), allowNonFinite: Bool = false
    ) throws -> NetworkFile {
        let file = try RegularFile(weights: path)
        let start = try file.read(0..<min(file.size, FileFormat.prefixLength))
        switch FileFormat(firstBytes: start, path: path) {
        case .safetensors:
            return .checkpoint(
                try choice.checkpoint(
                    of: Checkpoint(safetensors: file, allowNonFinite: allowNonFinite)))
        case .pyTorch:
            return .checkpoint(
                try choice.checkpoint(
                    of: PyTorchFile(ByteSource(file), allowNonFinite: allowNonFinite)))
        case .onnx:
            try choice.refuseName(of: path)
            return .onnx(try ONNXModel(onnx: file, allowNonFinite: allowNonFinite))
        case .ncnn:
            try choice.refuseName(of: path)
            return .ncnn(try NCNNModel(ncnnFile: path, allowNonFinite: allowNonFinite))
        case .unsupported(let found, let expected):
            throw WeightsError.unsupportedFormat(file: path, found: found, expected: expected)
        }
    }
}

extension RegularFile {
    /// The largest file of weights that is read, in bytes.
    static let weightsLimit = 8 << 30

    /// Opens a file of weights, of at most ``weightsLimit`` bytes.
    ///
    /// - Parameter followsLinks: false refuses a symbolic link, and a file that has other names too.
    convenience init(weights path: String, followsLinks: Bool = true) throws {
        try self.init(
            path: path, expected: "a network file", followsLinks: followsLinks,
            sizeLimit: Self.weightsLimit)
    }
}

extension NetworkChoice {
    /// Throws where a network is named in a file that holds one.
    fileprivate func refuseName(of file: String) throws {
        guard let name else { return }
        throw WeightsError.malformed(
            file: file, found: "no network '\(shortened(name))' in it",
            expected: "the file's name alone")
    }
}

extension Checkpoint {
    /// Reads the parameters of a network file, whichever format its content says.
    ///
    /// See ``NetworkFile/read(_:allowNonFinite:)``.
    public static func read(file path: String, allowNonFinite: Bool = false) throws -> Checkpoint {
        switch try NetworkFile.read(path, allowNonFinite: allowNonFinite) {
        case .checkpoint(let checkpoint): checkpoint
        case .onnx(let model): Checkpoint(onnx: model)
        case .ncnn(let model): Checkpoint(ncnn: model)
        }
    }
}
