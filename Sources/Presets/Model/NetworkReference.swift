/// The place of a network's weights.
public enum NetworkReference: Hashable, Sendable {
    /// One that ships with the program, by its name; written `builtin:NAME`.
    case builtin(String)
    /// A file.
    case file(Preset.Path)

    /// The beginning of a shipped network's name.
    static let prefix = "builtin:"

    /// A reference of the command line: `builtin:NAME`, or a path.
    public init(_ written: String) {
        self.init(path: Preset.Path(written))
    }

    init(path: Preset.Path) {
        self =
            path.written.hasPrefix(Self.prefix)
            ? .builtin(String(path.written.dropFirst(Self.prefix.count))) : .file(path)
    }
}

extension NetworkReference {
    /// Why a network that a preset names cannot be read, as far as it is known without reading it.
    public enum Fault: Error, Hashable, Sendable {
        /// No network of that name ships: what to say of it.
        case unknownName(String)
        /// The file is not there: what to say of it.
        case missingFile(String)

        /// One line: what was found, what was expected.
        var message: String {
            switch self {
            case .unknownName(let message), .missingFile(let message): message
            }
        }

        var isMissingFile: Bool {
            if case .missingFile = self { return true }
            return false
        }
    }

    /// Looks for a network before a preset's other mistakes are reported; nil where it is there.
    public typealias Check = (NetworkReference) -> Fault?
}

extension Preset {
    /// Looks for all networks; throws everything that is wrong with them at once.
    public func check(networks check: NetworkReference.Check) throws(PresetProblems) {
        var collector = ProblemCollector(source: source)
        for network in networks { collector.report(check(network.reference), network.mark) }
        try collector.throwProblems()
    }
}

extension ProblemCollector {
    /// Notes a network's fault, if there is one.
    mutating func report(_ fault: NetworkReference.Fault?, _ mark: SourceText.Mark?) {
        if let fault { report(mark, fault.message, isMissingFile: fault.isMissingFile) }
    }
}
