public import Graphs
public import Imaging
public import Weights

/// One member of a family: a structure, the tensors that fill it, and the colours it works in.
public struct Network: Sendable {
    /// Where the structure comes from.
    package enum Structure: Sendable {
        /// Recognised from tensor names.
        case architecture(any Architecture)
        /// Written out in an ONNX file.
        case onnx(ONNXModel)
        /// Written out in the text of an ncnn network.
        case ncnn(NCNNModel)
    }

    /// Why a convention is what it is, for `inspect`.
    public enum ConventionSource: String, Sendable {
        case stated = "stated by the preset or the command line"
        case metadata = "stated by the file's metadata"
        case architecture = "usual for the architecture"
        case assumed = "assumed, the file states none"
    }

    /// Why batch normalizations use the statistics that they use, for `inspect`.
    public enum StatisticsSource: String, Sendable {
        case stated = "stated by the preset or the command line"
        case metadata = "stated by the file's metadata"
        case authors = "as its authors' test program does"
        case nodes = "as the file's nodes say"
        case usual = "usual after training"
    }

    /// The file as the user named it.
    public let file: String
    /// All float tensors of the file, by name.
    public let tensors: [String: Tensor]
    /// What the file says of itself.
    public let metadata: [String: String]
    /// The colours that the network takes and gives.
    public let convention: PixelConvention
    public let conventionSource: ConventionSource
    /// Whose statistics batch normalizations use; nil for a network without any.
    public internal(set) var statistics: BatchStatistics?
    public internal(set) var statisticsSource = StatisticsSource.usual
    /// What was stated of the statistics.
    let chosenStatistics: BatchStatistics?
    /// What a user should know of how the file was read, one line each.
    public let notices: [String]
    package let structure: Structure
    /// The only size of images that it takes; nil where it takes any.
    public private(set) var fixedSize: FixedSize?

    /// Finds a checkpoint's architecture from its tensor names.
    ///
    /// - Parameters:
    ///   - convention: overrides what metadata and architecture say.
    ///   - statistics: overrides what metadata and architecture say; for networks with batch
    ///     normalizations only.
    /// - Throws: ``GraphError`` when no architecture fits or a tensor is missing, left over or of
    ///   the wrong shape.
    public init(
        _ checkpoint: Checkpoint, convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil
    ) throws {
        if let weight = checkpoint.quantisedWeight {
            throw GraphError.quantised(
                file: checkpoint.file, place: weight, how: "8-bit integers")
        }
        guard
            let architecture = architectures.lazy.compactMap({ $0.init(recognising: checkpoint) })
                .first
        else {
            throw GraphError.unknownArchitecture(
                file: checkpoint.file, firstNames: Array(checkpoint.names.prefix(3)),
                known: architectures.map { $0.name })
        }
        let stated = try Self.convention(in: checkpoint.metadata, file: checkpoint.file)
        file = checkpoint.file
        tensors = checkpoint.tensors
        metadata = checkpoint.metadata
        notices = checkpoint.notices
        structure = .architecture(architecture)
        chosenStatistics = statistics ?? Self.statistics(in: metadata)
        let colours = convention ?? stated ?? architecture.convention
        self.convention = colours.with(
            noiseLevel: colours.noiseLevel ?? architecture.convention.noiseLevel)
        conventionSource =
            convention != nil ? .stated : stated != nil ? .metadata : .architecture
        try checkNoiseLevel(isTaken: architecture.convention.noiseLevel != nil)
        let side = max(64, architecture.sideMultiple)
        let graph = try graph(height: side, width: side)
        try checkEveryTensorHasAPlace(in: graph, of: architecture)
        try settleStatistics(of: graph, stated: statistics)
    }

    /// What the keys `input` and `output` of the metadata say, or `io`; nil where there is neither.
    private static func convention(
        in metadata: [String: String], file: String
    ) throws -> PixelConvention? {
        let key = metadata["input"] == nil ? "io" : "input"
        guard var text = metadata[key] else { return nil }
        if key == "input", let output = metadata["output"] { text += " -> \(output)" }
        do throws(PixelConventionError) { return try PixelConvention.parse(text) } catch {
            throw GraphError.badConvention(file: file, key: key, error)
        }
    }

    /// Takes a network with its structure from an ONNX file.
    ///
    /// Values are RGB 0…1, or gray 0…1 where the file fixes one channel, unless `convention` or the
    /// file's metadata says otherwise; so it is with the statistics that its nodes say.
    public init(
        _ model: ONNXModel, convention: PixelConvention? = nil, statistics: BatchStatistics? = nil
    ) throws {
        file = model.file
        tensors = model.parameters
        metadata = model.metadata
        notices = []
        structure = .onnx(model)
        chosenStatistics = statistics ?? Self.statistics(in: metadata)
        let written = try Self.convention(in: model.metadata, file: model.file)
        self.convention = convention ?? written ?? (ONNXImage.isGray(model) ? .unitGray : .unit)
        conventionSource =
            convention != nil ? .stated : written != nil ? .metadata : .assumed
        try checkNoiseLevel(isTaken: false)
        try model.refuseQuantised()
        fixedSize = try sizeWritten(into: model)
        try settleStatistics(of: sampleGraph(side: 64), stated: statistics)
    }

    /// Takes a network with its structure from an ncnn pair of files.
    ///
    /// Values are RGB 0…1 unless `convention` says otherwise, statistics those of training unless
    /// `statistics` does.
    public init(
        _ model: NCNNModel, convention: PixelConvention? = nil, statistics: BatchStatistics? = nil
    ) throws {
        file = model.file
        tensors = model.tensors
        metadata = [:]
        notices = []
        structure = .ncnn(model)
        chosenStatistics = statistics
        self.convention = convention ?? .unit
        conventionSource = convention == nil ? .assumed : .stated
        try checkNoiseLevel(isTaken: false)
        try settleStatistics(of: graph(height: 64, width: 64), stated: statistics)
    }

    /// What the structure is called: an architecture's name, `ONNX graph` or `ncnn layers`.
    public var structureName: String {
        switch structure {
        case .architecture(let architecture): architecture.name
        case .onnx: "ONNX graph"
        case .ncnn: "ncnn layers"
        }
    }

    /// The graph for images of one size.
    ///
    /// - Throws: ``GraphError`` when a tensor does not fit, the image is too small, or the network
    ///   takes another size only.
    public func graph(height: Int, width: Int) throws -> Graph {
        try checkSize(height: height, width: width)
        let input = Shape(channels: convention.channels, height: height, width: width)
        switch structure {
        case .architecture(let architecture):
            var builder = try GraphBuilder(
                file: file, tensors: parameterTensors, input: input,
                statistics: chosenStatistics ?? architecture.statistics)
            let output = try architecture.forward(&builder)
            return builder.finish(output: output)
        case .onnx(let model):
            return try ONNXImporter.graph(
                of: model, tensors: tensors, input: input, statistics: chosenStatistics)
        case .ncnn(let model):
            return try NCNNImporter.graph(
                of: model, tensors: tensors, input: input, statistics: chosenStatistics)
        }
    }

    /// The tensors of the parameters of a graph that ``graph(height:width:)`` made, by slot.
    public func parameters(of graph: Graph) -> [Tensor] {
        let tensors = parameterTensors
        return graph.parameters.compactMap { parameter in
            tensors[parameter.name].map { tensor in
                parameter.rearrangements.reduce(tensor) { $1.applied(to: $0) }
            }
        }
    }

    /// The file's tensors, and the noise level of a network that is told one.
    private var parameterTensors: [String: Tensor] {
        guard case .architecture(let architecture) = structure,
            let level = convention.noiseLevel ?? architecture.convention.noiseLevel
        else { return tensors }
        let map = Tensor(shape: [1, 1, 1, 1], values: [level / 255])
        return tensors.merging([GraphBuilder.noiseLevel: map]) { own, _ in own }
    }

    private func checkNoiseLevel(isTaken: Bool) throws(GraphError) {
        if let level = convention.noiseLevel, !isTaken {
            throw .unexpectedNoiseLevel(file: file, found: level, structure: structureName)
        }
    }

    private func checkEveryTensorHasAPlace(
        in graph: Graph, of architecture: any Architecture
    ) throws(GraphError) {
        let used = Set(graph.parameters.map(\.name))
        let unexpected = tensors.keys.filter { !used.contains($0) && !architecture.ignores($0) }
        if let name = unexpected.min() {
            throw GraphError.unexpectedTensor(
                file: file, name: name, architecture: architecture.name)
        }
    }
}

extension Network {
    /// Multiply-accumulate operations for each pixel that comes in, on an image of 1024×1024
    /// or the only size that it takes.
    ///
    /// - Throws: ``GraphError`` for a network that takes no such image.
    public func operationsPerPixel() throws -> Double {
        let side = 1024
        let graph = try sampleGraph(side: side)
        return Double(graph.multiplyAccumulates) / Double(graph.inputShape.area)
    }
}

extension Network {
    /// A network of a known structure, for tensors that need not name it.
    ///
    /// - Parameter convention: that of the structure where none is given.
    package init(
        file: String, tensors: [String: Tensor], architecture: any Architecture,
        convention: PixelConvention? = nil
    ) {
        self.file = file
        self.tensors = tensors
        metadata = [:]
        notices = []
        chosenStatistics = nil
        self.convention = convention ?? architecture.convention
        conventionSource = convention == nil ? .architecture : .stated
        structure = .architecture(architecture)
    }
}
