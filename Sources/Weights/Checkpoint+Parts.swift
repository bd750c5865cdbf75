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
