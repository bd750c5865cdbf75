import BuiltinNetworks
import Files
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
            switch try NetworkReference.file(at: path) {
            case .checkpoint(let checkpoint):
                return try Network(checkpoint, convention: convention, statistics: statistics)
            case .onnx(let model):
                return try Network(model, convention: convention, statistics: statistics)
            case .ncnn(let model):
                return try Network(model, convention: convention, statistics: statistics)
            }
        }
    }
}

extension NetworkReference {
    /// What is wrong with it as far as it is known without reading the network; nil for nothing.
    public var fault: NetworkReference.Fault? {
        do {
            switch self {
            case .builtin(let name): _ = try BuiltinNetworks.file(named: name)
            case .file(let path):
                try NetworkFile.checkIsThere(NetworkLocation(path.resolved).file)
            }
            return nil
        } catch let error as BuiltinNetworksError {
            guard case .unknownName = error else { return nil }
            return .unknownName("\(error)")
        } catch let error as FileError {
            guard case .missing(let file, _, let expected) = error else { return nil }
            guard case .file(let path) = self, file == path.resolved else {
                return .missingFile("\(error)")
            }
            return .missingFile("\(path.missing(expected))")
        } catch {
            return nil
        }
    }
}

extension Preset.Path {
    /// That there is no such network file; a name that is one of a network that ships, or a word that is
    /// like one, suggests that network.
    func missing(_ expected: String) -> FileError {
        let parts = written.split(separator: "/")
        let names = BuiltinNetworks.names
        let isWord = parts.count == 1 && !written.contains { "./".contains($0) }
        let name = parts.last.map(String.init) ?? ""
        let meant = names.contains(name) ? name : isWord ? nearestName(to: name, in: names) : nil
        return .missing(
            path: resolved, found: "no such file",
            expected: expected + didYouMean(meant.map { "builtin:\($0)" }))
    }
}
