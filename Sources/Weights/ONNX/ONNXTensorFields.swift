/// The fields of a `TensorProto`, of which its `data_type` chooses one.
struct ONNXTensorFields {
    private(set) var name = ""
    private(set) var message: ProtobufReader
    private(set) var sizes: [Int64] = []
    private(set) var type: Int64 = 0
    private(set) var raw: Range<Int>?
    private(set) var floats: [Float] = []
    private(set) var doubles: [Float] = []
    private(set) var int32s: [Int64] = []
    private(set) var int64s: [Int64] = []
    private(set) var uint64s: [Int64] = []
    /// `DataLocation`: 0 in the model, 1 outside.
    private(set) var location: Int64 = 0
    private(set) var external: ONNXExternalData?
    private(set) var isSegment = false

    /// Numbers are those of `TensorProto` in onnx.proto3.
    init(_ message: ProtobufReader) throws {
        self.message = message
        while let field = try self.message.nextField() { try read(field) }
    }

    private mutating func read(_ field: ProtobufReader.Field) throws {
        switch field.number {
        case 1: try message.append(field, to: &sizes)
        case 2: type = try message.integer(field)
        case 4: try message.append(field, to: &floats)
        case 5: try message.append(field, to: &int32s)
        case 7: try message.append(field, to: &int64s)
        case 8: name = try message.string(field)
        case 9: raw = try message.data(field)
        case 10: try message.appendDoubles(field, to: &doubles)
        case 11: try message.append(field, to: &uint64s)
        case 3:
            isSegment = true
            try message.skip(field)
        case 13:
            var data = external ?? ONNXExternalData()
            try data.read(try message.message(field), place: name)
            external = data
        case 14: location = try message.integer(field)
        default: try message.skip(field)
        }
    }
}
