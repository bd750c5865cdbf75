/// Collects the tensors of a file in its order.
struct CheckpointBuilder {
    let file: String
    private var names: [String] = []
    private var tensors: [String: Tensor] = [:]
    private var integerTensors: [String: IntegerTensor] = [:]
    private var notices: [String] = []

    /// What `torch.nn.DataParallel` puts before every name.
    private static let parallelPrefix = "module."

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

    /// Adds a sentence about what the reader chose.
    mutating func add(notice: String) {
        notices.append(notice)
    }

    /// Takes the prefix of `torch.nn.DataParallel` off all names when all have it, and says so.
    ///
    /// Other prefixes stay: architectures are known by their names, and some begin with `model.`.
    mutating func removeParallelPrefix() {
        let prefix = Self.parallelPrefix
        let count = names.count + integerTensors.count
        guard count > 0, names.allSatisfy({ $0.hasPrefix(prefix) }),
            integerTensors.keys.allSatisfy({ $0.hasPrefix(prefix) })
        else { return }
        func short(_ name: String) -> String { String(name.dropFirst(prefix.count)) }
        names = names.map(short)
        tensors = .init(uniqueKeysWithValues: tensors.map { (short($0.key), $0.value) })
        integerTensors = .init(
            uniqueKeysWithValues: integerTensors.map { (short($0.key), $0.value) })
        notices.append("took the prefix '\(prefix)' off \(count) \(count == 1 ? "name" : "names")")
    }

    /// The checkpoint of what was added.
    func checkpoint(metadata: [String: String]) -> Checkpoint {
        Checkpoint(
            file: file, names: names, tensors: tensors, integerTensors: integerTensors,
            metadata: metadata, notices: notices)
    }
}
