import Files

extension ONNXModel {
    /// Reads an ONNX file.
    ///
    /// Floats of 16 bits become 32-bit ones exactly, 64-bit ones are rounded. NaN and infinity in
    /// initialisers are errors unless `allowNonFinite`; constants in attributes may be infinite, as
    /// bounds and masks are. Tensors may stand in files beside the model, see
    /// ``ONNXExternalFiles``. Throws `FileError`, `WeightsError`.
    public init(onnxFile path: String, allowNonFinite: Bool = false) throws {
        try self.init(onnx: RegularFile(weights: path), allowNonFinite: allowNonFinite)
    }

    /// Reads ONNX from memory; `file` is the name that messages give it.
    ///
    /// A model that keeps tensors in other files is refused.
    public init(onnx bytes: [UInt8], file: String, allowNonFinite: Bool = false) throws {
        try self.init(bytes, file: file, neighbours: nil, allowNonFinite: allowNonFinite)
    }

    private init(
        _ bytes: [UInt8], file: String, neighbours: ONNXExternalFiles?, allowNonFinite: Bool
    ) throws {
        guard bytes.count <= ONNXLimits.fileSize else {
            throw FileError.tooLarge(
                file, size: bytes.count, limit: ONNXLimits.fileSize)
        }
        try self.init(ProtobufReader(file: file, bytes: bytes, neighbours: neighbours))
        if !allowNonFinite { try checkFinite() }
    }

    init(onnx file: RegularFile, allowNonFinite: Bool) throws {
        guard file.size <= ONNXLimits.fileSize else {
            throw FileError.tooLarge(
                file.path, size: file.size, limit: ONNXLimits.fileSize)
        }
        try self.init(
            file.read(0..<file.size), file: file.path,
            neighbours: ONNXExternalFiles(besideModel: file.path), allowNonFinite: allowNonFinite)
    }

    /// Numbers are those of `ModelProto` in onnx.proto3.
    private init(_ message: ProtobufReader) throws {
        var message = message
        var version: Int64?
        var program: [String] = ["", ""]
        var opsets: [String: Int64] = [:]
        var metadata: [String: String] = [:]
        var graph: ONNXGraph?
        while let field = try message.nextField() {
            switch field.number {
            case 1: version = try message.integer(field)
            case 2: program[0] = try message.string(field)
            case 3: program[1] = try message.string(field)
            case 7:
                guard graph == nil else {
                    throw message.malformed("a second graph", at: field.offset, "one")
                }
                graph = try ONNXGraph(try message.message(field))
            case 8: try message.readOpset(field, into: &opsets)
            case 14: try message.readPair(field, into: &metadata)
            case 20: throw message.unsupported("training information", at: field.offset)
            case 25: throw message.unsupported("functions", at: field.offset)
            default: try message.skip(field)
            }
        }
        file = message.file
        irVersion = try message.require(version, "ir_version")
        self.graph = try message.require(graph, "graph")
        guard !opsets.isEmpty else { throw message.missing("opset_import") }
        self.opsets = opsets
        producer = program.filter { !$0.isEmpty }.joined(separator: " ")
        self.metadata = metadata
    }

    private func checkFinite() throws {
        for tensor in graph.initializers {
            guard case .floats(let values) = tensor.elements else { continue }
            try Tensor(shape: tensor.shape, values: values)
                .checkFinite(file: file, name: tensor.name)
        }
    }
}

extension ProtobufReader {
    /// `OperatorSetIdProto`.
    fileprivate mutating func readOpset(
        _ field: Field, into opsets: inout [String: Int64]
    ) throws {
        var message = try message(field)
        var domain = ""
        var version: Int64 = 0
        while let field = try message.nextField() {
            switch field.number {
            case 1: domain = standardDomain(try message.string(field))
            case 2: version = try message.integer(field)
            default: try message.skip(field)
            }
        }
        guard opsets.updateValue(version, forKey: domain) == nil else {
            let name = domain.isEmpty ? "ai.onnx" : shortened(domain)
            throw malformed("operator set \(name) a second time", at: field.offset, "each once")
        }
    }

    /// `StringStringEntryProto`.
    fileprivate mutating func readPair(
        _ field: Field, into pairs: inout [String: String]
    ) throws {
        var message = try message(field)
        var pair = ["", ""]
        while let field = try message.nextField() {
            switch field.number {
            case 1: pair[0] = try message.string(field)
            case 2: pair[1] = try message.string(field)
            default: try message.skip(field)
            }
        }
        guard pairs.updateValue(pair[1], forKey: pair[0]) == nil else {
            throw malformed(
                "metadata \(shortened(pair[0])) a second time", at: field.offset, "each once")
        }
    }

    /// The value, which the format requires.
    fileprivate func require<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw missing(name) }
        return value
    }

    fileprivate func missing(_ name: String) -> WeightsError {
        .malformed(file: file, found: "no \(name)", expected: "an ONNX model with one")
    }

    fileprivate func unsupported(_ what: String, at offset: Int) -> WeightsError {
        malformed(what, at: offset, "a network of plain nodes")
    }
}

/// The standard domain has two spellings; "" is the one used here.
func standardDomain(_ domain: String) -> String { domain == "ai.onnx" ? "" : domain }
