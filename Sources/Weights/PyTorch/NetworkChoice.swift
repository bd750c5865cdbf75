/// Which network is taken out of a file that may hold several.
///
/// Files of training programs hold pairs of generators, discriminators, averages and optimisers, as
/// dicts beside each other or under prefixes of the tensors' names.
public struct NetworkChoice {
    /// The name of the network in its file; nil to take the one that is known.
    let name: String?

    /// Whether tensors are a network of a known structure.
    let isKnown: (Checkpoint) -> Bool

    /// A choice by name, or else by structure; without either every dict of tensors is a network.
    public init(name: String? = nil, isKnown: @escaping (Checkpoint) -> Bool = { _ in true }) {
        self.name = name
        self.isKnown = isKnown
    }

    /// The network of a file of tensors.
    ///
    /// Where none is known it is the tensors as they are. Throws `WeightsError` where several are
    /// known, or none has the name.
    func checkpoint(of checkpoint: Checkpoint) throws -> Checkpoint {
        try chosen(from: [NetworkCandidate(checkpoint)], file: checkpoint.file) ?? checkpoint
    }

    /// The network of a PyTorch file, under a usual name rather than another.
    ///
    /// Where none is known it is the only one, or that under a usual name. Throws `WeightsError` where
    /// several are known, none has the name, or its tensors cannot be read.
    func checkpoint(of file: PyTorchFile) throws -> Checkpoint {
        var file = file
        var candidates: [NetworkCandidate] = []
        var failure: (any Error)?
        for stateDict in file.stateDicts(called: name) {
            do {
                let candidate = NetworkCandidate(
                    try file.checkpoint(of: stateDict), path: stateDict.path)
                if name == nil, stateDict.isUsual,
                    let found = try chosen(from: [candidate], file: file.file)
                {
                    return found
                }
                candidates.append(candidate)
            } catch  where !stateDict.isUsual {
                failure = failure ?? error
            }
        }
        if let failure, candidates.isEmpty { throw failure }
        if let found = try chosen(from: candidates, file: file.file) { return found }
        guard candidates.count == 1 || file.stateDicts[0].isUsual else {
            throw WeightsError.malformed(
                file: file.file,
                found: "several dicts of tensors, none of a known structure: "
                    + list(candidates.map(\.name)),
                expected: "a network of a known structure")
        }
        return candidates[0].checkpoint
    }

    /// The one candidate that is meant; nil where no name says which and none is known.
    private func chosen(from candidates: [NetworkCandidate], file: String) throws -> Checkpoint? {
        func known(_ candidates: [NetworkCandidate]) throws -> Checkpoint? {
            let found = candidates.flatMap { $0.search { isKnown($0.checkpoint) } }
            guard found.count > 1 else { return found.first?.checkpoint }
            throw WeightsError.malformed(
                file: file, found: "several networks: \(list(names(found)))",
                expected: "the name of one, as in \(file)#\(names(found)[0])")
        }
        guard let name else { return try known(candidates) }
        let called = candidates.flatMap { $0.search { $0.isCalled(name) } }
        guard let only = called.first(where: { $0.name == name }) ?? called.first else {
            let others = candidates.flatMap { $0.search { isKnown($0.checkpoint) } }
            throw WeightsError.malformed(
                file: file, found: "no network '\(shortened(name))' in it",
                expected: others.contains { $0.path.isEmpty } || others.isEmpty
                    ? "the file's name alone" : "one of \(list(names(others)))")
        }
        let checkpoint = try known([only]) ?? only.checkpoint
        return checkpoint.called("\(file)#\(name)")
    }

    /// What candidates are called: the last part of each name, or all where two have the same.
    private func names(_ candidates: [NetworkCandidate]) -> [String] {
        let short = candidates.map { $0.path.last ?? "" }
        return Set(short).count == short.count ? short : candidates.map(\.name)
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(8).map { "'\(shortened($0))'" }.joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}

/// Tensors of a file that may be a network, with the keys and prefixes that lead to them.
private struct NetworkCandidate {
    /// Keys of dicts, then parts of a prefix of the tensors' names.
    let path: [String]
    /// The tensors under the path, named without it.
    let checkpoint: Checkpoint

    /// The tensors of one dict, and how many parts of the path are its prefix.
    private let base: Checkpoint
    private let prefix: [String]

    init(_ checkpoint: Checkpoint, path: [String] = []) {
        (self.path, self.checkpoint, base, prefix) = (path, checkpoint, checkpoint, [])
    }

    /// Those tensors of a candidate whose names go on with a part.
    private init(_ outer: NetworkCandidate, _ part: String) {
        path = outer.path + [part]
        base = outer.base
        prefix = outer.prefix + [part]
        checkpoint = base.part(prefix.joined(separator: ".") + ".")
    }

    var name: String { path.joined(separator: ".") }

    /// Whether it goes by that name, in full or its last part.
    func isCalled(_ name: String) -> Bool { self.name == name || path.last == name }

    /// Itself where it is wanted, or else those under prefixes of its names that are.
    func search(_ isWanted: (NetworkCandidate) -> Bool) -> [NetworkCandidate] {
        if isWanted(self) { return [self] }
        let prefixes = checkpoint.prefixes
        guard prefix.count < Self.depthLimit, prefixes.count <= Self.countLimit else { return [] }
        return prefixes.flatMap { NetworkCandidate(self, $0).search(isWanted) }
    }

    /// The most prefixes inside one another.
    private static let depthLimit = 6

    /// The most prefixes beside each other.
    private static let countLimit = 32
}

extension PyTorchFile {
    /// The dicts of that name, in full or its last key; all where none has it, or there is no name.
    fileprivate func stateDicts(called name: String?) -> [StateDict] {
        let called = stateDicts.filter {
            $0.path.joined(separator: ".") == name || $0.path.last == name
        }
        return called.isEmpty ? stateDicts : called
    }
}
