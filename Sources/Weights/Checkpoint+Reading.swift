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
