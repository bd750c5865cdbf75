/// The tensors of a network by name, found in what a pickle built.
struct StateDict {
    /// The keys that lead to it; empty for the outermost dict.
    let path: [String]

    /// Names and values in the order of the file, each name once.
    let entries: [(name: String, value: PickleValue)]

    /// The wrappers that were removed to find them, one sentence each.
    let notices: [String]

    /// Whether the outermost of its keys is one that training programs use, so that it comes before all
    /// others.
    var isUsual: Bool { path.first.map(Self.wrappers.contains) ?? true }

    /// Names under which training programs keep a network, the one to prefer first.
    ///
    /// BasicSR and Real-ESRGAN: `params_ema`, `params`; lightning: `state_dict`; torch's tutorials:
    /// `model_state_dict`; others for generators of adversarial pairs.
    static let wrappers = [
        "params_ema", "params", "state_dict_ema", "state_dict", "model_state_dict", "model_ema",
        "model", "net", "network", "weights", "generator", "netG", "net_g", "g_ema", "G",
        "generator_state_dict",
    ]

    /// Finds the dicts of tensors, those under usual names first; at least one.
    ///
    /// Throws `WeightsError` naming what stands in their place.
    static func all(in pickle: Pickle) throws -> [StateDict] {
        var search = StateDictSearch(pickle: pickle)
        try search.visit(pickle.root, path: [], notices: [])
        return search.found
    }

    fileprivate static func unusable(_ pickle: Pickle, _ found: String) -> WeightsError {
        .malformed(
            file: pickle.bytes.file, found: found, expected: "a state_dict: a dict of tensors")
    }
}

/// Follows dicts inside dicts to those that hold tensors.
private struct StateDictSearch {
    let pickle: Pickle
    private(set) var found: [StateDict] = []
    /// Dicts seen before: one that is named again and again is followed once.
    private var visited: Set<Int32> = []

    /// The most dicts inside one another.
    private static let depthLimit = 4

    /// The most dicts of tensors that are told apart.
    private static let countLimit = 64

    init(pickle: Pickle) {
        self.pickle = pickle
    }

    /// Adds the dicts of tensors of a value; throws where there are none.
    mutating func visit(_ value: PickleValue, path: [String], notices: [String]) throws {
        guard case .mapping(let index) = value else {
            throw StateDict.unusable(pickle, value.kind)
        }
        guard path.count <= Self.depthLimit else {
            throw StateDict.unusable(
                pickle, "more than \(Self.depthLimit) dicts inside one another")
        }
        visited.insert(index)
        let table = try StateDictTable(pickle.heap.mappings[Int(index)], pickle)
        let inner = table.wrapped()
        guard !inner.isEmpty else {
            try table.checkHoldsTensors()
            found.append(StateDict(path: path, entries: table.entries, notices: notices))
            return
        }
        var failure: (any Error)?
        for (name, value) in inner {
            guard case .mapping(let index) = value, !visited.contains(index),
                found.count < Self.countLimit
            else { continue }
            do {
                try visit(
                    value, path: path + [name], notices: notices + [table.notice(taking: name)])
            } catch {
                failure = failure ?? error
            }
        }
        if let failure, found.isEmpty { throw failure }
        guard !found.isEmpty else { throw StateDict.unusable(pickle, "a dict without tensors") }
    }
}

/// One dict with its keys as text.
private struct StateDictTable {
    let pickle: Pickle
    private(set) var entries: [(name: String, value: PickleValue)] = []

    init(_ mapping: PickleHeap.Mapping, _ pickle: Pickle) throws {
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

    /// The dicts inside this one that may hold a network, the usual ones first; empty when this is the
    /// one.
    func wrapped() -> [(name: String, value: PickleValue)] {
        let candidates = entries.filter { isTable($0.value) }
        let usual = StateDict.wrappers.compactMap { name in
            candidates.first { $0.name == name }
        }
        guard !usual.isEmpty || !entries.contains(where: { isTensor($0.value) }) else { return [] }
        return usual + candidates.filter { !StateDict.wrappers.contains($0.name) }
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

    /// True of a dict that holds tensors or dicts that do.
    private func isTable(_ value: PickleValue) -> Bool {
        guard case .mapping(let index) = value else { return false }
        return pickle.heap.mappings[Int(index)].entries.contains { key, value in
            if isTensor(value) { return true }
            guard case .text(let text) = key, case .mapping(let inner) = value else { return false }
            return StateDict.wrappers.contains { pickle.bytes[text].elementsEqual($0.utf8) }
                || pickle.heap.mappings[Int(inner)].entries.contains { isTensor($0.value) }
        }
    }

    private func isTensor(_ value: PickleValue) -> Bool {
        if case .tensor = value { true } else { false }
    }
}
