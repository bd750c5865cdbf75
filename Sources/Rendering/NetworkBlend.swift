public import Imaging
public import Inference
import Interpolation
import Networks
public import Presets
public import Timelines
public import Weights

/// A mixture of networks baked into one network file.
public struct NetworkBlend: Sendable {
    /// The networks, which can be mixed.
    public let family: NetworkFamily
    /// Their shares.
    public let mixture: Mixture
    private let references: [WeightedReference]

    /// Reads the networks and checks that they can be mixed and that their shares add up to 1.
    ///
    /// - Parameters:
    ///   - convention: what the command line says of their colours; nil for what the files say.
    ///   - statistics: what it says of their batch normalisations; nil likewise.
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
        let first = family.members[0]
        let stored = try references[0].reference.checkpoint()
        let weights = family.weights(of: mixture)
        var tensors = first.tensors
        for (name, partners) in try partners() {
            tensors[name] = weightedSum(partners, weights: weights)
        }
        let names = stored.names + tensors.keys.filter { stored[$0] == nil }.sorted()
        return Checkpoint(
            file: references[0].name, names: names, tensors: tensors,
            integerTensors: stored.integerTensors, metadata: metadata())
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
    /// - Throws: ``RenderError``, `WeightsError`, `MediaError/outputExists`.
    public func write(
        to path: String, elementType: Checkpoint.ElementType = .float32, overwrite: Bool = false
    ) throws {
        let inputs = references.compactMap(\.reference.path)
        try OutputNames.check(network: path, inputs: inputs, overwrite: overwrite)
        let checkpoint = try checkpoint()
        guard path.lowercased().hasSuffix(".onnx") else {
            return try checkpoint.writeSafetensors(to: path, elementType: elementType)
        }
        guard case .onnx = family.members[0].structure, let source = references[0].reference.path
        else {
            throw RenderError.badOption(
                name: "--output", found: "'\(path)' for \(family.structureName)",
                expected: "a name in .safetensors; .onnx is for mixtures of ONNX files")
        }
        try ONNXModel.write(copyOf: source, with: checkpoint.tensors, to: path)
    }

    /// Every member's tensors for each name of the first network's file that has partners in all.
    private func partners() throws -> [String: [Tensor]] {
        let members = family.members
        let names = members[0].tensors.keys.filter { name in
            members.allSatisfy { $0.tensors[name]?.shape == members[0].tensors[name]?.shape }
        }
        guard names.count < members[0].tensors.count else {
            return Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, members.compactMap { $0.tensors[name] })
                })
        }
        return try partnersBySlot()
    }

    /// Partners by their place in the graph, for files that name their tensors differently.
    private func partnersBySlot() throws -> [String: [Tensor]] {
        let members = family.members
        let graphs = try members.map { try $0.sampleGraph(side: 64) }
        var partners: [String: [Tensor]] = [:]
        for slot in graphs[0].parameters.indices {
            let name = graphs[0].parameters[slot].name
            let tensors = zip(members, graphs).compactMap {
                $0.tensors[$1.parameters[slot].name]
            }
            let fits = tensors.allSatisfy { $0.shape == tensors[0].shape }
            guard fits, partners[name].map({ $0 == tensors }) ?? true else {
                throw RenderError.sharedTensor(file: members[0].file, name: name)
            }
            partners[name] = tensors
        }
        return partners
    }

    private func metadata() -> [String: String] {
        let all = family.members.map(\.metadata)
        var result = all[0].filter { key, value in all.allSatisfy { $0[key] == value } }
        for key in ["license", "licence", "author", "copyright"] {
            let values = all.compactMap { $0[key] }
            guard !values.isEmpty else { continue }
            let distinct = values.indices.filter { !values[..<$0].contains(values[$0]) }
            result[key] = distinct.map { values[$0] }.joined(separator: "; ")
        }
        result["input"] = "\(family.members[0].convention)"
        result["output"] = nil
        if let statistics = family.members[0].statistics {
            result[Network.statisticsKey] = statistics.rawValue
        }
        let shares = family.names.map { "\($0) \(mixture.weight(of: $0))" }
        result["mixture"] = shares.joined(separator: ", ")
        return result
    }
}
