public import Timelines

/// What gives a timeline's weights in place of keys.
public enum WeightSource: Hashable, Sendable {
    /// Expressions over time.
    case formulas(PresetFormulas)
    /// A table in a file, with a column for each network.
    case table(WeightTableSource)
    /// A sound, whose feature is one network's weight.
    case sound(SoundSource)
    /// The noise of the input, which chooses among denoisers between the keys; written `level: auto`.
    case level(SourceText.Mark)

    /// The file that it reads; nil for none.
    public var file: Located<Preset.Path>? {
        switch self {
        case .formulas, .level: nil
        case .table(let table): table.file
        case .sound(let sound): sound.file
        }
    }

    /// Where it is written.
    var mark: SourceText.Mark? {
        switch self {
        case .formulas(let formulas): formulas.mark
        case .table(let table): table.file.mark
        case .sound(let sound): sound.file.mark
        case .level(let mark): mark
        }
    }
}

/// Expressions as a preset writes them.
public struct PresetFormulas: Hashable, Sendable {
    /// The expressions.
    public let formulas: WeightFormulas
    /// The place of all together.
    let mark: SourceText.Mark
    /// Of each term: where its value is written.
    let marks: [SourceText.Mark]
    /// Of each term: where its expression's first character is; nil for one that the file writes in
    /// another way, as over several lines.
    let starts: [SourceText.Mark?]

    /// Where an error is to be shown.
    func mark(of error: FormulaError) -> SourceText.Mark {
        guard let term = error.term else { return mark }
        return mark(ofTerm: term, position: error.position)
    }

    /// The place of a character, 0…, of a term's expression.
    func mark(ofTerm term: Int, position: Int?) -> SourceText.Mark {
        guard let position, let start = starts[term] else { return marks[term] }
        return SourceText.Mark(line: start.line, column: start.column + position)
    }
}

/// A table of weights as a preset names it.
public struct WeightTableSource: Hashable, Sendable {
    /// The table's file.
    public let file: Located<Preset.Path>
    /// The network that takes what the others leave of 1; nil for none.
    public let rest: String?
}

/// A sound as a preset names it: a feature of it is one network's weight, another has the rest.
public struct SoundSource: Hashable, Sendable {
    /// The sound's file.
    public let file: Located<Preset.Path>
    /// What of the sound counts.
    public let feature: SoundFeature
    /// The weights for silence, or no change, and for the loudest, or the largest change; each 0…1.
    public let range: [Double]
    /// The length of the mean that the feature is smoothed by; nil for a tenth of a second.
    public let smoothing: Located<TimeExpression>?
    /// The network that the feature weighs.
    public let network: String
    /// The network that has the rest.
    public let rest: String
}
