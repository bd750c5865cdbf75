import BuiltinNetworks
public import Imaging
public import Networks
public import Presets
import Weights

extension Network {
    /// Reads a network by reference: one that ships, or a safetensors, PyTorch, ONNX or ncnn file.
    ///
    /// - Parameters:
    ///   - convention: what the preset or the command line says of its colours; nil to take what the
    ///     file or its architecture says.
    ///   - statistics: what they say of its batch normalisations; nil likewise.
    /// - Throws: `BuiltinNetworksError`, `WeightsError`, `GraphError`.
    public static func read(
        _ reference: NetworkReference, convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil
    ) throws -> Network {
        switch reference {
        case .builtin(let name):
            return try Network(
                BuiltinNetworks.read(named: name), convention: convention, statistics: statistics)
        case .file(let path):
            switch try file(at: path) {
            case .checkpoint(let checkpoint):
                return try Network(checkpoint, convention: convention, statistics: statistics)
            case .onnx(let model):
                return try Network(model, convention: convention, statistics: statistics)
            case .ncnn(let model):
                return try Network(model, convention: convention, statistics: statistics)
            }
        }
    }

    /// Reads a file; where there is none, but a network of that name ships, the error says so.
    private static func file(at path: PresetPath) throws -> NetworkFile {
        do {
            return try NetworkFile.read(path.resolved)
        } catch WeightsError.missing(let file, _) where file == path.resolved {
            let name = path.written.split(separator: "/").last.map(String.init) ?? ""
            guard BuiltinNetworks.names.contains(name) else {
                throw WeightsError.missing(file: file)
            }
            throw WeightsError.missing(file: file, expected: "a network file, or builtin:\(name)")
        }
    }
}
