/// The tensors of a network by name, found in what a pickle built.
struct StateDict {
    /// Names and values in the order of the file, each name once.
    let entries: [(name: String, value: PickleValue)]

    /// What was unwrapped to find them, one sentence each.
    let notices: [String]

    /// Names under which training programs keep a network, the one to prefer first.
    ///
    /// BasicSR and Real-ESRGAN: `params_ema`, `params`; lightning: `state_dict`; torch's tutorials:
    /// `model_state_dict`; others for generators of adversarial pairs.
    static let wrappers = [
        "params_ema", "params", "state_dict_ema", "state_dict", "model_state_dict", "model_ema",
        "model", "net", "network", "weights", "generator", "netG", "net_g", "g_ema", "G",
        "generator_state_dict",
    ]

    /// The most wrappers inside one another.
    private static let depthLimit = 4

    /// Finds the tensors. Throws `WeightsError` naming what stands in their place.
    init(_ pickle: Pickle) throws {
        var value = pickle.root
        var notices: [String] = []
        for _ in 0..<Self.depthLimit {
            guard case .mapping(let index) = value else {
                throw Self.unusable(pickle, value.kind)
            }
            let table = try StateDictTable(pickle.heap.mappings[Int(index)], pickle)
            guard let inner = try table.wrapped() else {
                try table.checkHoldsTensors()
                entries = table.entries
                self.notices = notices
                return
            }
            notices.append(table.notice(taking: inner.name))
            value = inner.value
        }
        throw Self.unusable(pickle, "more than \(Self.depthLimit) dicts inside one another")
    }

    fileprivate static func unusable(_ pickle: Pickle, _ found: String) -> WeightsError {
        .malformed(
            file: pickle.bytes.file, found: found, expected: "a state_dict: a dict of tensors")
    }
}

/// One dict with its keys as text.
private struct StateDictTable {
    let pickle: Pickle
    private(set) var entries: [(name: String, value: PickleValue)] = []

    init(_ mapping: PickleMapping, _ pickle: Pickle) throws {
        self.pickle = pickle
        guard mapping.entries.count <= SafetensorsHeader.tensorLimit else {
            throw StateDict.unusable(pickle, "\(mapping.entries.count) names in one dict")
        }
        var names = Set<String>()
        for (key, value) in mapping.entries {
            guard case .text(let text) = key, let name = pickle.bytes.string(text) else {
                throw StateDict.unusable(pickle, "a dict with \(key.kind) as a key")
            }
            guard names.insert(name).inserted else {
                throw WeightsError.malformedTensor(
                    file: pickle.bytes.file, tensor: name, found: "a second value of this name",
                    expected: "each name once")
            }
            entries.append((name, value))
        }
    }

    /// The dict of tensors inside this one, nil when this is the one.
    func wrapped() throws -> (name: String, value: PickleValue)? {
        let candidates = entries.filter { isTable($0.value) }
        for wrapper in StateDict.wrappers {
            if let found = candidates.first(where: { $0.name == wrapper }) { return found }
        }
        guard !entries.contains(where: { isTensor($0.value) }) else { return nil }
        guard candidates.count <= 1 else {
            throw StateDict.unusable(
                pickle, "several dicts of tensors: \(list(candidates.map(\.name)))")
        }
        return candidates.first
    }

    /// Checks that there are tensors, and nothing but tensors and numbers.
    func checkHoldsTensors() throws {
        for (name, value) in entries {
            switch value {
            case .tensor, .integer, .bool, .float: continue
            default:
                throw WeightsError.malformedTensor(
                    file: pickle.bytes.file, tensor: name, found: value.kind, expected: "a tensor")
            }
        }
        guard entries.isEmpty || entries.contains(where: { isTensor($0.value) }) else {
            throw StateDict.unusable(pickle, "a dict without tensors")
        }
    }

    /// The sentence that says which of the names was taken.
    func notice(taking name: String) -> String {
        let taken = "took '\(shortened(name))'"
        return entries.count == 1 ? taken : "\(taken) of \(list(entries.map(\.name)))"
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(8).map { "'\(shortened($0))'" }.joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }

    /// True of a dict that holds tensors or a wrapper that may.
    private func isTable(_ value: PickleValue) -> Bool {
        guard case .mapping(let index) = value else { return false }
        return pickle.heap.mappings[Int(index)].entries.contains { key, value in
            if isTensor(value) { return true }
            guard case .text(let text) = key, case .mapping = value else { return false }
            return StateDict.wrappers.contains { pickle.bytes[text].elementsEqual($0.utf8) }
        }
    }

    private func isTensor(_ value: PickleValue) -> Bool {
        if case .tensor = value { true } else { false }
    }
}
