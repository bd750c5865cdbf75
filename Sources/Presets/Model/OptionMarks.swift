public import Formats

/// Where a preset has the options of an output's encoder.
public struct OptionMarks: Hashable, Sendable {
    /// The mapping; nil where there is none.
    var all: SourceText.Mark?
    /// The options' names.
    var names: [String: SourceText.Mark] = [:]
    /// Their values.
    var values: [String: SourceText.Mark] = [:]

    /// The place of a fault; nil where there are no options.
    func mark(of place: OptionFault.Place) -> SourceText.Mark? {
        switch place {
        case .name(let name): names[name] ?? all
        case .value(let name): values[name] ?? all
        case .all: all
        }
    }
}

extension OutputSpec {
    /// Asks what writes an output for what is wrong with its options, before a preset's other mistakes are
    /// reported.
    public typealias Check = (OutputSpec) -> [OptionFault]
}

extension Preset {
    /// Looks at all outputs' options; throws everything that is wrong with them at once.
    public func check(outputs check: OutputSpec.Check) throws(PresetProblems) {
        var collector = ProblemCollector(source: source)
        for output in outputs { collector.report(check(output), of: output) }
        try collector.throwProblems()
    }
}

extension ProblemCollector {
    /// Notes the faults of an output's options.
    mutating func report(_ faults: [OptionFault], of output: OutputSpec) {
        for fault in faults {
            report(
                output.optionMarks.mark(of: fault.place) ?? output.mark,
                "\(fault.fault.found), expected \(fault.fault.expected)")
        }
    }
}
