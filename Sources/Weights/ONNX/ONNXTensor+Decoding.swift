extension ONNXTensor {
    /// Reads a tensor; `place` names it in messages where it has no name of its own.
    init(_ message: ProtobufReader, place: String = "") throws {
        let fields = try ONNXTensorFields(message)
        let place = fields.name.isEmpty ? place : fields.name
        let shape = try fields.checkedShape(place)
        self.init(
            name: fields.name, shape: shape, elements: try fields.elements(shape: shape, place))
    }
}
