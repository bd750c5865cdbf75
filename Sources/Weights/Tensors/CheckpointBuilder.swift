/// Collects the tensors of a file in its order.
struct CheckpointBuilder {
    let file: String
    private var names: [String] = []
    private var tensors: [String: Tensor] = [:]
    private var integerTensors: [String: IntegerTensor] = [:]
    private var notices: [String] = []

    /// The prefix of `torch.nn.DataParallel`.
    private static let parallelPrefix = "module."

    /// The prefix of `torch.compile`.
    private static let compiledPrefix = "_orig_mod."

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

    /// Takes off what torch puts before names without being asked, and says so: `_orig_mod.` of
    /// `torch.compile`, also further in, and `module.` of `torch.nn.DataParallel`.
    ///
    /// Other prefixes stay: architectures are known by their names, and some begin with `model.`.
    mutating func removeTorchPrefixes() {
        let compiled = Self.compiledPrefix
        rename("took '\(compiled)' out of") { name in
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            return parts.filter { $0 != compiled.dropLast() }.joined(separator: ".")
        }
        let prefix = Self.parallelPrefix
        let all = names + integerTensors.keys
        guard !all.isEmpty, all.allSatisfy({ $0.hasPrefix(prefix) }) else { return }
        rename("took the prefix '\(prefix)' off") { String($0.dropFirst(prefix.count)) }
    }

    /// Renames all tensors, unless two would get one name or nothing would change.
    private mutating func rename(_ notice: String, _ short: (String) -> String) {
        let all = names + integerTensors.keys
        let changed = all.count { short($0) != $0 }
        guard changed > 0, Set(all.map(short)).count == all.count else { return }
        names = names.map(short)
        tensors = .init(uniqueKeysWithValues: tensors.map { (short($0.key), $0.value) })
        integerTensors = .init(
            uniqueKeysWithValues: integerTensors.map { (short($0.key), $0.value) })
        notices.append("\(notice) \(changed) \(changed == 1 ? "name" : "names")")
    }

    /// The checkpoint of what was added.
    func checkpoint(metadata: [String: String]) -> Checkpoint {
        Checkpoint(
            file: file, names: names, tensors: tensors, integerTensors: integerTensors,
            metadata: metadata, notices: notices)
    }
}
