/// Collects the tensors of a file in its order.
struct CheckpointBuilder {
    let file: String
    private var names: [String] = []
    private var tensors: [String: Tensor] = [:]
    private var integerTensors: [String: IntegerTensor] = [:]

    init(file: String) {
        self.file = file
    }

    /// Adds a parameter under a name not used before.
    mutating func add(_ name: String, _ tensor: Tensor) {
        names.append(name)
        tensors[name] = tensor
    }

    /// Adds integers under a name not used before.
    mutating func add(_ name: String, _ tensor: IntegerTensor) {
        integerTensors[name] = tensor
    }

    /// The checkpoint of what was added.
    func checkpoint(metadata: [String: String]) -> Checkpoint {
        Checkpoint(
            file: file, names: names, tensors: tensors, integerTensors: integerTensors,
            metadata: metadata)
    }
}
