import BuiltinNetworks
public import Networks
public import Presets
import Weights

/// A built-in network that does not ship.
struct UnknownNetwork: Error, CustomStringConvertible {
    let description: String
}

extension Network {
    /// Reads a network by reference: one that ships, or a safetensors or ONNX file.
    ///
    /// - Parameter convention: what the preset or the command line says of its colours; nil to take
    ///   what the file or its architecture says.
    public static func read(
        _ reference: NetworkReference, convention: Presets.PixelConvention? = nil
    ) throws -> Network {
        let convention = convention.flatMap(Networks.PixelConvention.init)
        switch reference {
        case .builtin(let name):
            do {
                return try Network(BuiltinNetworks.read(named: name), convention: convention)
            } catch let error as BuiltinNetworksError {
                throw UnknownNetwork(description: "\(error)")
            }
        case .file(let path):
            return switch try NetworkFile.read(path.resolved) {
            case .checkpoint(let checkpoint): try Network(checkpoint, convention: convention)
            case .onnx(let model): try Network(model, convention: convention)
            }
        }
    }
}

extension Networks.PixelConvention {
    fileprivate init?(_ convention: Presets.PixelConvention) {
        guard let order = Order(rawValue: convention.order.rawValue) else { return nil }
        self.init(order: order, range: Float(convention.low)...Float(convention.high))
    }
}
