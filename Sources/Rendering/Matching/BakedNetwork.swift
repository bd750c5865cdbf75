public import Imaging
public import Inference
import Matching
import Networks
import Presets
public import Timelines
public import Weights

/// A mixture of networks baked into one network file.
public struct BakedNetwork: Sendable {
    /// The networks, which can be mixed.
    public let family: NetworkFamily
    /// Their shares.
    public let mixture: Mixture
    private let references: [WeightedReference]

    /// Reads the networks and checks that they can be mixed and that their shares add up to 1.
    ///
    /// - Parameters:
    ///   - convention: what the command line says of their colours; nil for what the files say.
    ///   - statistics: what it says of their batch normalizations; nil likewise.
    /// - Throws: what ``PictureApplication`` throws.
    public init(
        _ networks: [WeightedReference], convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil
    ) throws {
        let application = try PictureApplication(
            networks, convention: convention, statistics: statistics)
        family = application.family
        mixture = application.mixture
        references = networks
    }

    /// θ = Σ αᵢ θᵢ under the names of the first network's file.
    ///
    /// Metadata in which all agree is kept; licences and authors of all are listed; `input` states the
    /// colours, `mixture` the shares.
    ///
    /// - Throws: ``RenderError/sharedTensor(file:name:)`` where the first file keeps once what another
    ///   keeps twice.
    public func checkpoint() throws -> Checkpoint {
        let stored = try references[0].reference.checkpoint()
        let tensors: [String: Tensor]
        do {
            tensors = try family.tensors(mixing: family.weights(of: mixture))
        } catch let shared as Network.SharedTensor {
            throw RenderError.sharedTensor(file: family.members[0].file, name: shared.name)
        }
        let names = stored.names + tensors.keys.filter { stored[$0] == nil }.sorted()
        return Checkpoint(
            file: references[0].name, names: names, tensors: tensors,
            integerTensors: stored.integerTensors,
            metadata: family.metadata(mixing: family.names.map { mixture.weight(of: $0) }))
    }

    /// What a user should hear of a result of that name, each in one line.
    public func notices(writingTo path: String) -> [String] {
        guard case .architecture = family.members[0].structure else {
            return path.lowercased().hasSuffix(".onnx")
                ? family.notices
                : family.notices + [
                    "\(path): has the weights alone; what computes with them stays in "
                        + "\(references[0].name)"
                ]
        }
        return family.notices
    }

    /// Writes the mixture as safetensors, or, by the name's ending, as a copy of the first network's
    /// ONNX file with other weights.  The file appears under its name only when it is whole.
    ///
    /// - Parameter elementType: of a safetensors file; an ONNX file keeps its own.
    /// - Throws: ``RenderError``, `WeightsError`, `FileError/exists`.
    public func write(
        to path: String, elementType: Checkpoint.ElementType = .float32, overwrite: Bool = false
    ) throws {
        let inputs = references.compactMap(\.reference.path)
        try OutputNames.check(network: path, inputs: inputs, overwrite: overwrite)
        let checkpoint = try checkpoint()
        guard path.lowercased().hasSuffix(".onnx") else {
            return try checkpoint.writeSafetensors(
                to: path, elementType: elementType, overwrite: overwrite)
        }
        guard case .onnx = family.members[0].structure, let source = references[0].reference.path
        else {
            throw RenderError.badOption(
                name: "--output", found: "'\(path)' for \(family.structureName)",
                expected: "a name in .safetensors; .onnx is for mixtures of ONNX files")
        }
        try ONNXModel.write(
            copyOf: source, with: checkpoint.tensors, to: path, overwrite: overwrite)
    }
}
