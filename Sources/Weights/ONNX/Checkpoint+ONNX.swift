extension Checkpoint {
    /// The initialisers of a network in file order; integers stand apart.
    ///
    /// NaN and infinity were judged when the network was read.
    public init(onnx model: ONNXModel) {
        var builder = CheckpointBuilder(file: model.file)
        for tensor in model.graph.initializers {
            switch tensor.elements {
            case .floats(let values):
                builder.add(tensor.name, Tensor(shape: tensor.shape, values: values))
            case .integers(let values):
                builder.add(tensor.name, IntegerTensor(shape: tensor.shape, values: values))
            }
        }
        self = builder.checkpoint(metadata: model.metadata)
    }
}
