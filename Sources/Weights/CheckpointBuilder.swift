/// Collects the tensors of a file in its order; the checks that all formats share are here.
struct CheckpointBuilder {
    let file: String
    let allowNonFinite: Bool
    private(set) var names: [String] = []
    private(set) var tensors: [String: Tensor] = [:]
    private(set) var integerTensors: [String: IntegerTensor] = [:]

    init(file: String, allowNonFinite: Bool) {
        self.file = file
        self.allowNonFinite = allowNonFinite
    }

    /// Adds a parameter whose values fit its shape, under a name not used before.
    mutating func add(_ name: String, shape: [Int], floats values: [Float]) throws {
        if !allowNonFinite, let index = firstNonFinite(in: values) {
            throw WeightsError.nonFinite(
                file: file, tensor: name, index: index, value: "\(values[index])",
                expected: "finite 32-bit floats")
        }
        names.append(name)
        tensors[name] = Tensor(shape: shape, values: values)
    }

    /// Adds integers that fit their shape, under a name not used before.
    mutating func add(
        _ name: String, shape: [Int], integers values: [Int64], of type: StoredType
    ) throws {
        if let index = type.firstOutOfRange(in: values) {
            throw WeightsError.malformedTensor(
                file: file, tensor: name,
                found: "\(type.rawValue) \(UInt64(bitPattern: values[index])) at element \(index)",
                expected: "at most \(type.integerRange.upperBound)")
        }
        integerTensors[name] = IntegerTensor(shape: shape, values: values)
    }

    /// The checkpoint of what was added.
    func checkpoint(metadata: [String: String]) -> Checkpoint {
        Checkpoint(
            file: file, names: names, tensors: tensors, integerTensors: integerTensors,
            metadata: metadata)
    }
}
