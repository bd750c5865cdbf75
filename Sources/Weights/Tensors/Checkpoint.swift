/// The parameters of one network, by name, as a file holds them.
public struct Checkpoint: Sendable {
    /// Where it came from, as the user wrote it: the place that messages name.
    public let file: String

    /// The names of `tensors` in the order of the file, each once.
    public let names: [String]

    /// The parameters. Integers are kept out of it, in `integerTensors`.
    public let tensors: [String: Tensor]

    /// Counters and indices that the file keeps beside the parameters.
    public let integerTensors: [String: IntegerTensor]

    /// The file's metadata, such as `architecture`.
    public let metadata: [String: String]

    /// What the reader chose among what the file holds, a sentence each: the dict it took the network
    /// from, a prefix it took off the names.
    public let notices: [String]

    /// Makes a checkpoint of parameters computed or read elsewhere.
    ///
    /// Stops the program when the caller's `names` are not exactly the keys of `tensors`.
    public init(
        file: String, names: [String], tensors: [String: Tensor],
        integerTensors: [String: IntegerTensor] = [:], metadata: [String: String] = [:],
        notices: [String] = []
    ) {
        precondition(
            names.count == tensors.count && names.allSatisfy { tensors[$0] != nil },
            "Checkpoint: names and tensors differ")
        precondition(
            integerTensors.keys.allSatisfy { tensors[$0] == nil },
            "Checkpoint: one name for a parameter and integers")
        self.file = file
        self.names = names
        self.tensors = tensors
        self.integerTensors = integerTensors
        self.metadata = metadata
        self.notices = notices
    }

    /// The parameter of that name, nil when there is none.
    public subscript(name: String) -> Tensor? { tensors[name] }
}

/// Networks under one prefix in a file of several.
extension Checkpoint {
    /// The tensors whose names begin with a prefix, without it; says how many were taken.
    func part(_ prefix: String) -> Checkpoint {
        func short(_ name: String) -> String { String(name.dropFirst(prefix.count)) }
        func short<Value>(_ values: [String: Value]) -> [String: Value] {
            let own = values.filter { $0.key.hasPrefix(prefix) && $0.key != prefix }
            return .init(uniqueKeysWithValues: own.map { (short($0.key), $0.value) })
        }
        let own = names.filter { $0.hasPrefix(prefix) && $0 != prefix }.map(short)
        let (rest, count) = (names.count - own.count, own.count)
        let left = rest == 0 ? "" : ", left \(rest) others"
        let notice =
            "took the prefix '\(shortened(prefix))' off \(count) "
            + "\(count == 1 ? "name" : "names")\(left)"
        return Checkpoint(
            file: file, names: own, tensors: short(tensors),
            integerTensors: short(integerTensors), metadata: metadata, notices: notices + [notice])
    }

    /// The same under another name for messages.
    func called(_ file: String) -> Checkpoint {
        Checkpoint(
            file: file, names: names, tensors: tensors, integerTensors: integerTensors,
            metadata: metadata, notices: notices)
    }

    /// The first parts of all names, in the order of the file; names of one part have none.
    var prefixes: [String] {
        var seen: Set<Substring> = []
        return names.compactMap { name in
            let first = name.prefix { $0 != "." }
            return first.endIndex != name.endIndex && seen.insert(first).inserted
                ? String(first) : nil
        }
    }
}
