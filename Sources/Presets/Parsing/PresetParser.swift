import Timelines

/// Interprets a document as a preset and collects every mistake on the way.
///
/// A function that returns nil has reported why.
struct PresetParser {
    let source: SourceText
    var collector: ProblemCollector
    /// Looks for networks; nil where nobody does.
    let networkCheck: NetworkCheck?

    /// The preset; nil when a problem was collected.
    mutating func preset(_ root: DocumentValue) -> Preset? {
        let keys = ["version", "input", "networks", "timeline", "regions", "output"]
        guard let fields = fields(of: root, "a preset", keys) else { return nil }
        version(fields)
        let input = input(fields)
        let networks = networks(fields)
        let timeline = timeline(fields)
        let regions = regions(fields, along: timeline)
        let outputs = outputs(fields)
        guard collector.isEmpty, let networks, let timeline, let outputs else { return nil }
        return Preset(
            source: source, input: input, networks: networks, timeline: timeline, regions: regions,
            outputs: outputs)
    }

    private mutating func version(_ fields: MappingFields) {
        guard let value = required("version", in: fields, "`version: 1`") else { return }
        guard let version = whole(value), version == 1 else {
            collector.report(value.mark, "version \(value.found), expected 1")
            return
        }
    }

    private mutating func input(_ fields: MappingFields) -> Located<PresetPath>? {
        guard let value = fields.values["input"], let path = path(value, "a file") else {
            return nil
        }
        return Located(path, at: value.mark)
    }
}

extension Preset {
    /// Reads a preset's text; throws everything that is wrong with it at once.
    ///
    /// Times that depend on a frame rate the preset does not give are checked when
    /// ``timeline(defaultFrameRate:defaultDuration:)`` knows it.
    ///
    /// - Parameter networkCheck: looks for the networks, whose faults are reported with the rest.
    public static func parse(
        _ text: String, file: String, checking networkCheck: NetworkCheck? = nil
    ) throws(PresetProblems) -> Preset {
        try parse(Array(text.utf8), file: file, checking: networkCheck)
    }

    /// Reads a preset's bytes, UTF-8; `file` is what messages call it and what its relative paths are
    /// relative to.
    public static func parse(
        _ bytes: [UInt8], file: String, checking networkCheck: NetworkCheck? = nil
    ) throws(PresetProblems) -> Preset {
        let source = try SourceText.make(bytes, file: file)
        let (document, problems) = YAMLComposer.compose(source)
        var reader = PresetParser(
            source: source, collector: ProblemCollector(source: source, problems: problems),
            networkCheck: networkCheck)
        let preset = document.flatMap { reader.preset($0.root) }
        try reader.collector.throwProblems()
        guard let preset else {
            throw PresetProblems(
                file: file, [PresetProblem(at: .start, "no preset, expected one", sourceLine: "")])
        }
        return preset
    }
}
