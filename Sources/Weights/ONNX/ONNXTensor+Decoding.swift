extension ONNXTensor {
    /// Reads a tensor; `place` names it in messages where it has no name of its own.
    init(_ message: ProtobufReader, place: String = "") throws {
        let fields = try ONNXTensorFields(message)
        let place = fields.name.isEmpty ? place : fields.name
        name = fields.name
        shape = try fields.checkedShape(place)
        elements = try fields.elements(shape: shape, place)
    }
}
