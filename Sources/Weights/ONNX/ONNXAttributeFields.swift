/// The fields of an `AttributeProto`, of which its `type` chooses one.
struct ONNXAttributeFields {
    private(set) var name = ""
    private let file: String
    private var type: Int64 = 0
    private var float: Float = 0
    private var int: Int64 = 0
    private var string = ""
    private var tensor: ProtobufReader?
    private var floats: [Float] = []
    private var ints: [Int64] = []
    private var strings: [String] = []

    /// Numbers are those of `AttributeProto` in onnx.proto3; what no type here needs is skipped.
    init(_ message: ProtobufReader) throws {
        var message = message
        file = message.file
        while let field = try message.nextField() {
            switch field.number {
            case 1: name = try message.string(field)
            case 2: float = try message.float(field)
            case 3: int = try message.integer(field)
            case 4: string = try message.string(field)
            case 5: tensor = try message.message(field)
            case 7: try message.append(field, to: &floats)
            case 8: try message.append(field, to: &ints)
            case 9: try message.appendString(field, to: &strings)
            case 20: type = try message.integer(field)
            default: try message.skip(field)
            }
        }
    }

    /// The value by the attribute's type; `node` names the node in messages.
    func attribute(node: String) throws -> ONNXNode.Attribute {
        let place = "\(shortened(node)).\(shortened(name))"
        guard !name.isEmpty else {
            throw WeightsError.malformedTensor(
                file: file, tensor: place, found: "an attribute without a name",
                expected: "a name")
        }
        switch type {
        case 1: return .float(float)
        case 2: return .int(int)
        case 3: return .string(string)
        case 4: return .tensor(try readTensor(place))
        case 6: return .floats(floats)
        case 7: return .ints(ints)
        case 8: return .strings(strings)
        default:
            throw WeightsError.unsupported(
                file: file, tensor: place, found: "an attribute of type \(Self.word(type))",
                expected: "numbers, text or a tensor")
        }
    }

    private func readTensor(_ place: String) throws -> ONNXTensor {
        guard let tensor else {
            throw WeightsError.malformedTensor(
                file: file, tensor: place, found: "no tensor",
                expected: "one, as the attribute's type says")
        }
        return try ONNXTensor(tensor, place: place)
    }

    /// `AttributeProto.AttributeType` where it is not read.
    private static func word(_ type: Int64) -> String {
        switch type {
        case 5, 10: "GRAPH (a network inside a node)"
        case 9: "TENSORS"
        case 11, 12: "SPARSE_TENSOR"
        case 13, 14: "TYPE_PROTO"
        default: "\(type)"
        }
    }
}
