import BuiltinNetworks
import Files
import Foundation
import Networks
import Presets
import Weights

/// Where a network stands: a file, or `FILE#NAME` for one of the networks in it.
///
/// A file that is really called so wins.
struct NetworkLocation: Equatable {
    /// The path of the file.
    let file: String
    /// The network's name in it; nil where none is written.
    let network: String?

    /// Looks at what is there now.
    init(_ written: String) {
        (file, network) = Self.parts(written) ?? (written, nil)
    }

    private static func parts(_ written: String) -> (String, String)? {
        guard let sign = written.lastIndex(of: "#"), !isThere(written) else { return nil }
        let (file, name) = (String(written[..<sign]), written[written.index(after: sign)...])
        return name.isEmpty || !isThere(file) ? nil : (file, String(name))
    }

    private static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}

extension NetworkReference {
    /// Of a network that is a file of the user's; without the name of a network in it.
    var path: String? {
        if case .file(let path) = self { return NetworkLocation(path.resolved).file }
        return nil
    }

    /// The parameters of the file, whatever its structure.
    func checkpoint() throws -> Checkpoint {
        switch self {
        case .builtin(let name): return try BuiltinNetworks.read(named: name)
        case .file(let path):
            switch try Self.file(at: path) {
            case .checkpoint(let checkpoint): return checkpoint
            case .onnx(let model): return Checkpoint(onnx: model)
            case .ncnn(let model): return Checkpoint(ncnn: model)
            }
        }
    }

    /// Reads a file, of several networks the one that is named or known; where there is no file, but a
    /// network of that name ships, the error says so.
    static func file(at path: Preset.Path) throws -> NetworkFile {
        let location = NetworkLocation(path.resolved)
        let choice = NetworkChoice(name: location.network) { (try? Network($0)) != nil }
        do {
            return try NetworkFile.read(location.file, choice: choice)
        } catch FileError.missing(let file, _, let expected) where file == path.resolved {
            throw path.missing(expected)
        }
    }
}
