import Graphs
public import Imaging
import Inference
import Matching
import Media
import Networks
public import Presets
public import Weights

/// A second network brought close to a first one without changing what it computes, and networks
/// between the two whose activations keep their size.
public struct NetworkRepair: Sendable {
    /// The cosine of all layers' weights with the first network's, before and after, −1…1.
    public let cosines: (before: Double, after: Double)
    /// How many groups of channels could be reordered, and how many were.
    public let groups: (all: Int, reordered: Int)
    /// How many layers a network between the two has corrected, of all.
    public let correctedLayers: (corrected: Int, all: Int)

    private let first: NetworkReference
    private let second: NetworkReference
    private let pair: NetworkPair
    private let alignment: Alignment
    private let renormalization: Renormalization

    /// Reads two networks and aligns the second to the first.
    ///
    /// - Parameters:
    ///   - convention: what the command line says of their colours; nil for what the files say.
    ///   - statistics: what it says of their batch normalizations; nil likewise.
    ///   - pictures: paths of pictures to measure activations on; empty for
    ///     ``CalibrationPictures``.  Of each its middle is taken, at most 128 pixels square.
    /// - Throws: what `Network.read` and ``Comparison`` throw, `FileError`.
    public init(
        _ first: NetworkReference, _ second: NetworkReference,
        convention: PixelConvention? = nil, statistics: BatchStatistics? = nil,
        pictures: [String] = []
    ) throws {
        self.first = first
        self.second = second
        pair = try NetworkPair(
            Network.read(first, convention: convention, statistics: statistics),
            Network.read(second, convention: convention, statistics: statistics))
        alignment = pair.alignment
        cosines = alignment.cosines
        groups = (alignment.orders.count, alignment.orders.count { $0 != Array($0.indices) })
        let graph = try pair.graph(forPicturesOf: pictures.isEmpty ? 32 : 128)
        let side = (graph.inputShape.width, graph.inputShape.height)
        let images =
            try pictures.isEmpty
            ? CalibrationPictures.all(side: side.0)
            : pictures.map { try Self.middle(of: $0, width: side.0, height: side.1) }
        let colours = pair.first.convention
        renormalization = Renormalization(
            graph, first: pair.parameters.first, second: alignment.parameters,
            pictures: images.map { colours.tensor(of: $0) })
        correctedLayers = (renormalization.siteCount, graph.layers.count)
    }

    /// The middle of a picture, scaled up where it is too small.
    private static func middle(of path: String, width: Int, height: Int) throws -> Image {
        guard let frame = try MediaInput.open(path: path).next() else {
            throw RenderError.inputTooShort(file: path, firstFrame: 0)
        }
        var image = frame.image.withoutAlpha
        let scale = max(
            Double(width) / Double(image.width), Double(height) / Double(image.height))
        if scale > 1 {
            image = try image.resized(
                toWidth: max(width, Int((Double(image.width) * scale).rounded(.up))))
        }
        let (left, top) = ((image.width - width) / 2, max(0, (image.height - height) / 2))
        var result = try Image(width: width, height: height)
        for index in result.samples.indices {
            let (channel, place) = (index / result.planeCount, index % result.planeCount)
            let row = min(place / width + top, image.height - 1)
            let column = place % width + left
            let plane = min(channel, image.channels - 1) * image.planeCount
            result.samples[index] = image.samples[plane + row * image.width + column]
        }
        return result
    }

    /// The second network with its channels in the first's order: the same function, to rounding.
    public func aligned() throws -> Checkpoint {
        try checkpoint(alignment.parameters, note: "aligned to \(first.written)")
    }

    /// A network that stands for the mixture (1 − α) θ₁ + α θ₂ with θ₂ ``aligned()``, each layer's
    /// output brought to the mean and deviation between those of the ends; see ``Renormalization``.
    ///
    /// A film goes through several of them as it goes through any networks, from one to the next, so
    /// that it is continuous in α.
    ///
    /// - Parameter alpha: above 0 and below 1.
    public func between(_ alpha: Double) throws -> Checkpoint {
        let mixture = pair.mixed(with: alignment.parameters, Float(alpha))
        let shares = "\(1 - alpha) \(first.written) + \(alpha) \(second.written)"
        return try checkpoint(
            renormalization.corrected(mixture, alpha: alpha), note: "repaired \(shares)")
    }

    /// Writes ``aligned()``, and so many networks ``between(_:)`` at equal distances beside it under
    /// names such as `NAME-0.5.safetensors`; of an ONNX file also `.onnx`.
    ///
    /// - Returns: the paths in the order of α, the aligned one last.
    /// - Throws: ``RenderError``, `WeightsError`, `FileError/exists`.
    public func write(to path: String, between count: Int = 0, overwrite: Bool = false) throws
        -> [String]
    {
        let steps = (1...count + 1).map { Double($0) / Double(count + 1) }
        let paths = steps.map { $0 == 1 ? path : Self.path(path, at: $0) }
        let inputs = [first, second].compactMap(\.path)
        for path in paths {
            try OutputNames.check(network: path, inputs: inputs, overwrite: overwrite)
        }
        for (alpha, path) in zip(steps, paths) {
            let checkpoint = try alpha == 1 ? aligned() : between(alpha)
            try write(checkpoint, to: path, overwrite: overwrite)
        }
        return paths
    }

    private static func path(_ path: String, at alpha: Double) -> String {
        let dot = path.lastIndex(of: ".") ?? path.endIndex
        let rounded = (alpha * 1000).rounded() / 1000
        return "\(path[..<dot])-\(rounded)\(path[dot...])"
    }

    private func write(_ checkpoint: Checkpoint, to path: String, overwrite: Bool) throws {
        guard path.lowercased().hasSuffix(".onnx") else {
            return try checkpoint.writeSafetensors(to: path, overwrite: overwrite)
        }
        guard case .onnx = pair.second.structure, let source = second.path else {
            throw RenderError.badOption(
                name: "--output", found: "'\(path)' for \(pair.second.structureName)",
                expected: "a name in .safetensors; .onnx is for ONNX files")
        }
        try ONNXModel.write(
            copyOf: source, with: checkpoint.tensors, to: path, overwrite: overwrite)
    }

    private func checkpoint(_ parameters: [Tensor], note: String) throws -> Checkpoint {
        switch pair.second.tensors(holding: parameters, of: pair.secondGraph) {
        case .failure(let shared):
            throw RenderError.sharedTensor(file: pair.second.file, name: shared.name)
        case .success(let tensors):
            let stored = try second.checkpoint()
            let names = stored.names + tensors.keys.filter { stored[$0] == nil }.sorted()
            var metadata = pair.second.metadata
            metadata["repair"] = note
            metadata["input"] = "\(pair.second.convention)"
            metadata["output"] = nil
            if let statistics = pair.second.statistics {
                metadata[Network.statisticsKey] = statistics.rawValue
            }
            return Checkpoint(
                file: second.written, names: names, tensors: tensors,
                integerTensors: stored.integerTensors, metadata: metadata)
        }
    }
}

extension NetworkReference {
    /// As a user writes it.
    var written: String {
        switch self {
        case .builtin(let name): "builtin:\(name)"
        case .file(let path): path.written
        }
    }
}
