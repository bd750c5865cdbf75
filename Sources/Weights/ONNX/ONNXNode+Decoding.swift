extension ONNXNode {
    /// Numbers are those of `NodeProto` in onnx.proto3.
    init(_ message: ProtobufReader) throws {
        var message = message
        let start = message.offset
        var texts: [Int: String] = [:]
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [ProtobufReader] = []
        while let field = try message.nextField() {
            switch field.number {
            case 1: try message.appendString(field, to: &inputs)
            case 2: try message.appendString(field, to: &outputs)
            case 3, 4, 7: texts[field.number] = try message.string(field)
            case 5:
                try message.checkRoom(after: attributes.count, field)
                attributes.append(try message.message(field))
            default: try message.skip(field)
            }
        }
        guard let operation = texts[4], !operation.isEmpty else {
            throw message.malformed("a node without op_type", at: start, "an operator")
        }
        name = texts[3] ?? ""
        self.operation = operation
        domain = standardDomain(texts[7] ?? "")
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = try Self.attributes(
            attributes, node: name.isEmpty ? outputs.first ?? operation : name)
    }

    private static func attributes(
        _ messages: [ProtobufReader], node: String
    ) throws -> [String: ONNXNode.Attribute] {
        var attributes: [String: ONNXNode.Attribute] = [:]
        for message in messages {
            let fields = try ONNXAttributeFields(message)
            let value = try fields.attribute(node: node)
            guard attributes.updateValue(value, forKey: fields.name) == nil else {
                throw WeightsError.malformedTensor(
                    file: message.file, tensor: "\(shortened(node)).\(fields.name)",
                    found: "a second attribute of this name", expected: "one")
            }
        }
        return attributes
    }
}

extension ProtobufReader {
    /// Adds one of a `repeated string`.
    mutating func appendString(_ field: Field, to values: inout [String]) throws {
        try checkRoom(after: values.count, field)
        values.append(try string(field))
    }
}
