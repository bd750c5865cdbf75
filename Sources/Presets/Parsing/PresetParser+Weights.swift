import Files
import Timelines

extension PresetParser {
    /// What gives the weights in place of keys: `weights` or `from`; nil for keys, and where a problem was
    /// reported.
    mutating func weightSource(
        _ timeline: MappingFields, _ context: KeyContext
    ) -> WeightSource? {
        if let value = timeline.values["level"] { return level(value) }
        if let value = timeline.values["weights"] {
            return formulas(value, context).map(WeightSource.formulas)
        }
        return timeline.values["from"].flatMap { outside($0, context) }
    }

    /// `level: auto`.
    private mutating func level(_ value: PresetDocument.Value) -> WeightSource? {
        guard let text = text(value, "auto") else { return nil }
        guard text == "auto" else {
            collector.report(value.mark, "level \(value.found), expected auto")
            return nil
        }
        return .level(value.mark)
    }

    /// Reports what has no meaning for mixtures that the input's noise chooses.
    mutating func refuseBesideLevel(_ timeline: MappingFields) {
        for name in ["fit", "ease", "interpolation", "extrapolate"] {
            guard let value = timeline.values[name] else { continue }
            collector.report(
                value.mark, "\(name.quoted) beside `level: auto`, expected none of it")
        }
        guard case .sequence(let keys)? = timeline.values["keys"]?.content else { return }
        for key in keys {
            guard case .mapping(let entries) = key.content,
                let ease = entries.first(where: { $0.key == "ease" })
            else { continue }
            collector.report(
                ease.value.mark,
                "'ease' beside `level: auto`, expected `hold` for how long the mixture stays")
        }
    }

    /// Reports more than one, or none, of `keys`, `weights` and `from`; whether there is exactly one.
    /// Keys may be beside `level`, which is one of them then.
    mutating func hasOnePath(_ timeline: MappingFields) -> Bool {
        let isLevelled = timeline.values["level"] != nil
        let names = [isLevelled ? "level" : "keys", "weights", "from"]
        let written = names.filter { timeline.values[$0] != nil }
        if written.isEmpty {
            collector.report(
                timeline.mark,
                "no 'keys', expected a list of keys (or 'weights', 'from' or 'level')")
        }
        for name in written.dropFirst() {
            collector.report(
                timeline.values[name]?.mark,
                "\(name.quoted) beside \(written[0].quoted), expected one of them")
        }
        return written.count == 1
    }

    private mutating func formulas(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> PresetFormulas? {
        let expected = "a mapping of networks to expressions such as \"0.5 + 0.5*sin(2*pi*t/4)\""
        guard let entries = entries(of: value, expected) else { return nil }
        if entries.isEmpty { collector.report(value.mark, "no weights, expected at least one") }
        var terms = [WeightFormulas.Term]()
        var starts = [SourceText.Mark?]()
        for entry in entries {
            guard isNetwork(entry.key, entry.keyMark, context),
                let text = text(entry.value, "an expression, or rest for what the others leave"),
                let term = term(entry, text)
            else { continue }
            if term.expression == nil, terms.contains(where: { $0.expression == nil }) {
                collector.report(entry.value.mark, "a second 'rest', expected one")
                continue
            }
            terms.append(term)
            starts.append(literalStart(of: text, entry.value))
        }
        guard !entries.isEmpty, terms.count == entries.count else { return nil }
        return PresetFormulas(
            formulas: WeightFormulas(terms), mark: value.mark, marks: entries.map(\.value.mark),
            starts: starts)
    }

    private mutating func term(
        _ entry: PresetDocument.Entry, _ text: String
    ) -> WeightFormulas.Term? {
        guard text != "rest" else { return WeightFormulas.Term(entry.key, nil) }
        do throws(ExpressionError) {
            return WeightFormulas.Term(entry.key, try WeightExpression.parse(text))
        } catch {
            let mark = mark(of: error.position, in: text, entry.value)
            collector.report(mark, error.message)
            return nil
        }
    }

    /// Where the first character of a text is; nil where the file writes the text in another way.
    private func literalStart(
        of text: String, _ value: PresetDocument.Value
    ) -> SourceText.Mark? {
        let start = mark(of: 0, in: text, value)
        let line = source.line(start.line).unicodeScalars.dropFirst(start.column - 1)
        return line.starts(with: text.unicodeScalars) ? start : nil
    }
}

extension PresetParser {
    private static let tableKeys = ["csv", "rest"]
    private static let soundKeys = [
        "sound", "feature", "low", "high", "to", "smooth", "network", "rest",
    ]

    /// A table or a sound.
    private mutating func outside(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> WeightSource? {
        let keys = Self.tableKeys.prefix(1) + Self.soundKeys
        guard let fields = fields(of: value, "weights from outside", Array(keys)) else {
            return nil
        }
        switch (fields.values["csv"], fields.values["sound"]) {
        case (let csv?, nil): return table(csv, fields, context).map(WeightSource.table)
        case (nil, let sound?): return self.sound(sound, fields, context).map(WeightSource.sound)
        case (_?, let sound?):
            collector.report(sound.mark, "'sound' beside 'csv', expected one of them")
        case (nil, nil):
            collector.report(fields.mark, "no 'csv' and no 'sound', expected one of them")
        }
        return nil
    }

    private mutating func table(
        _ value: PresetDocument.Value, _ fields: MappingFields, _ context: KeyContext
    ) -> WeightTableSource? {
        for key in Self.soundKeys where key != "rest" {
            guard let other = fields.values[key] else { continue }
            collector.report(other.mark, "\(key.quoted) beside 'csv', expected it with 'sound'")
        }
        let rest = fields.values["rest"].flatMap { network($0, context) }
        guard let path = path(value, "a table such as weights.csv"),
            (rest == nil) == (fields.values["rest"] == nil)
        else { return nil }
        return WeightTableSource(file: Located(path, at: value.mark), rest: rest)
    }

    private mutating func network(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> String? {
        guard let name = text(value, "a network"), isNetwork(name, value.mark, context) else {
            return nil
        }
        return name
    }

    private mutating func sound(
        _ value: PresetDocument.Value, _ fields: MappingFields, _ context: KeyContext
    ) -> SoundSource? {
        let path = path(value, "a file with sound")
        let feature = soundFeature(fields)
        let range = range(fields)
        let smoothing = written(
            "smooth", in: fields, "a time such as 0.1s", TimeExpression.parseLength)
        let network = required("network", in: fields, "the network that the sound weighs")
            .flatMap { self.network($0, context) }
        let rest = required("rest", in: fields, "the network that has the rest of the weight")
            .flatMap { self.network($0, context) }
        if let network, network == rest {
            collector.report(
                fields.values["rest"]?.mark,
                "\(network.quoted) for 'network' and for 'rest', expected two networks")
            return nil
        }
        let isSmooth = (smoothing == nil) == (fields.values["smooth"] == nil)
        guard let path, let feature, let range, let network, let rest, isSmooth else { return nil }
        return SoundSource(
            file: Located(path, at: value.mark), feature: feature, range: range,
            smoothing: smoothing, network: network, rest: rest)
    }

    private mutating func soundFeature(_ fields: MappingFields) -> SoundFeature? {
        let expected = "onset, rms or band"
        guard let value = required("feature", in: fields, expected),
            let kind = choice("feature", value, of: SoundFeature.Kind.self)
        else { return nil }
        let low = frequency("low", fields, isNeeded: kind == .band)
        let high = frequency("high", fields, isNeeded: kind == .band)
        switch kind {
        case .onset: return .onset
        case .rms: return .rms
        case .band:
            guard let low, let high else { return nil }
            guard low < high else {
                collector.report(
                    fields.values["high"]?.mark, "high \(high) is not above low \(low)")
                return nil
            }
            return .band(low...high)
        }
    }

    private mutating func frequency(
        _ key: String, _ fields: MappingFields, isNeeded: Bool
    ) -> Double? {
        guard isNeeded else {
            if let value = fields.values[key] {
                collector.report(
                    value.mark, "\(key.quoted) without `feature: band`, expected it there alone")
            }
            return nil
        }
        let expected = "a frequency in hertz, such as 200"
        guard let value = required(key, in: fields, expected) else { return nil }
        if case .scalar(let text, isPlain: true) = value.content,
            let number = StrictNumber.decimal(text), (0...1_000_000).contains(number)
        {
            return number
        }
        if !value.isRefused {
            collector.report(value.mark, "\(key) \(value.found), expected \(expected)")
        }
        return nil
    }

    /// The weights for silence and for the loudest; 0 and 1 by default.
    private mutating func range(_ fields: MappingFields) -> [Double]? {
        guard let value = fields.values["to"] else { return [0, 1] }
        let expected = "two weights from 0 to 1, such as [0, 1]"
        guard let elements = elements(of: value, expected) else { return nil }
        let numbers = elements.compactMap { element -> Double? in
            guard case .scalar(let text, isPlain: true) = element.content else { return nil }
            return StrictNumber.decimal(text).flatMap { (0...1).contains($0) ? $0 : nil }
        }
        guard elements.count == 2, numbers.count == 2 else {
            collector.report(value.mark, "to \(value.found), expected \(expected)")
            return nil
        }
        return numbers
    }
}
