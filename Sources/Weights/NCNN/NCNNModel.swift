import Files

/// A network as an ncnn file pair describes it: nothing is inferred or folded yet.
///
/// The `.param` file is text and has the layers; the `.bin` file beside it has their weights. The
/// formats are those of ncnn's `Net::load_param` (src/net.cpp), `ParamDict::load_param`
/// (src/paramdict.cpp) and `ModelBinFromDataReader` (src/modelbin.cpp).
public struct NCNNModel: Sendable {
    /// The `.param` file, as the user wrote it: the place that messages name.
    public let file: String

    /// The layers in the order of the file, at least one: each reads what earlier ones make.
    public let layers: [NCNNLayer]

    /// The weights of all layers, by the names that `layers` give them.
    public let tensors: [String: Tensor]

    /// Makes a network that no file was read for.
    public init(file: String, layers: [NCNNLayer], tensors: [String: Tensor]) {
        self.file = file
        self.layers = layers
        self.tensors = tensors
    }
}

extension Checkpoint {
    /// The weights of a network in file order, named after their layers.
    ///
    /// NaN and infinity were judged when the network was read.
    public init(ncnn model: NCNNModel) {
        self.init(
            file: model.file, names: model.layers.flatMap(\.weights), tensors: model.tensors)
    }
}

extension NCNNModel {
    /// Reads a network from its `.param` file and the `.bin` file of the same name beside it.
    ///
    /// Either may be named. Floats of 16 bits become 32-bit ones exactly. NaN and infinity are errors
    /// unless `allowNonFinite`. Throws `FileError`, `WeightsError`.
    public init(ncnnFile path: String, allowNonFinite: Bool = false) throws {
        let pair = try Self.pair(path)
        let text = try Self.open(pair.text) { missing in
            path == pair.text ? missing : Self.withoutLayers(path)
        }
        guard text.size <= NCNNLimits.textSize else {
            throw FileError.tooLarge(pair.text, size: text.size, limit: NCNNLimits.textSize)
        }
        let weights = try Self.openWeights(pair)
        try self.init(
            text.read(0..<text.size), file: pair.text,
            weights: NCNNWeightsReader(file: pair.weights, size: weights.size, bytes: weights.read),
            allowNonFinite: allowNonFinite)
    }

    /// Opens both files and reads none.
    static func checkIsThere(ncnnFile path: String) throws {
        let pair = try Self.pair(path)
        _ = try Self.openWeights(pair)
    }

    /// Reads a network from memory; `file` and `weightsFile` are the names that messages give.
    public init(
        text: [UInt8], file: String, weights: [UInt8], weightsFile: String,
        allowNonFinite: Bool = false
    ) throws {
        let reader = NCNNWeightsReader(file: weightsFile, size: weights.count) {
            Array(weights[$0])
        }
        try self.init(text, file: file, weights: reader, allowNonFinite: allowNonFinite)
    }

    private init(
        _ text: [UInt8], file: String, weights: NCNNWeightsReader, allowNonFinite: Bool
    ) throws {
        var weights = weights
        var tensors: [String: Tensor] = [:]
        layers = try NCNNLayers(file: file, bytes: text).layers.map { layer in
            let claims = try layer.weightClaims(file: file)
            let names = claims.map { "\(layer.name).\($0.suffix)" }
            for (name, claim) in zip(names, claims) {
                let tensor = try weights.read(claim, name: name)
                if !allowNonFinite { try tensor.checkFinite(file: weights.file, name: name) }
                tensors[name] = tensor
            }
            return layer.with(weights: names)
        }
        try weights.finish()
        self.file = file
        self.tensors = tensors
    }

    /// The `.param` and the `.bin` file, whichever is named.
    private static func pair(_ path: String) throws -> (text: String, weights: String) {
        for suffix in [".param", ".bin"] where path.hasSuffix(suffix) {
            let stem = path.dropLast(suffix.count)
            return ("\(stem).param", "\(stem).bin")
        }
        throw WeightsError.unsupportedFormat(
            file: path, found: "an ncnn network under another name",
            expected: "NAME.param with its weights in NAME.bin beside it")
    }

    private static func openWeights(_ pair: (text: String, weights: String)) throws -> RegularFile {
        try open(pair.weights) { _ in
            FileError.missing(
                path: pair.weights, found: "no such file",
                expected: "the weights of \(lastName(pair.text)); an ncnn network is both files")
        }
    }

    private static func lastName(_ path: String) -> String {
        path.split(separator: "/").last.map { shortened(String($0)) } ?? ""
    }

    /// Opens a file, with another error where it is not there.
    private static func open(
        _ path: String, missing error: (FileError) -> FileError
    ) throws -> RegularFile {
        do {
            return try RegularFile(weights: path)
        } catch let missing as FileError {
            guard case .missing = missing else { throw missing }
            throw error(missing)
        }
    }

    /// A `.bin` file that is no other format that is read, without the layers.
    private static func withoutLayers(_ path: String) -> FileError {
        let (name, layers) = (lastName(path), "\(path.dropLast(".bin".count)).param")
        return .missing(
            path: layers, found: "no such file",
            expected: "the layers that \(name) is the weights of; an ncnn network is both files")
    }
}
