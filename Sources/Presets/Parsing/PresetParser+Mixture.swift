import Files
import Timelines

extension PresetParser {
    mutating func mixture(in fields: MappingFields, _ context: KeyContext) -> Mixture? {
        let expected = "a network or a mapping of networks to weights"
        guard let value = required("mix", in: fields, expected) else { return nil }
        guard case .mapping = value.content else {
            guard let name = text(value, expected),
                isNetwork(name, value.mark, context)
            else { return nil }
            return Mixture(name)
        }
        guard let entries = entries(of: value, expected) else { return nil }
        var weights = [String: Double]()
        var isWhole = true
        for entry in entries {
            let isKnown = isNetwork(entry.key, entry.keyMark, context)
            let weight = weight(of: entry)
            weights[entry.key] = weight
            isWhole = isWhole && isKnown && weight != nil
        }
        return isWhole ? mixture(weights, value.mark) : nil
    }

    private mutating func mixture(_ weights: [String: Double], _ mark: SourceText.Mark) -> Mixture?
    {
        do throws(TimelineError) { return try Mixture(weights: weights) } catch {
            collector.report(mark, error.description)
            return nil
        }
    }

    private mutating func weight(of entry: PresetDocument.Entry) -> Double? {
        if case .scalar(let text, isPlain: true) = entry.value.content,
            let weight = StrictNumber.decimal(text), (0...1).contains(weight)
        {
            return weight
        }
        guard !entry.value.isRefused else { return nil }
        collector.report(
            entry.value.mark,
            "weight \(entry.value.found) of \(entry.key.quoted), expected a number from 0 to 1")
        return nil
    }

    private mutating func isNetwork(
        _ name: String, _ mark: SourceText.Mark, _ context: KeyContext
    ) -> Bool {
        let names = context.names
        guard !names.isEmpty, !context.known.contains(name) else { return true }
        collector.report(
            mark,
            "\(name.quoted) is not a network of this preset, expected \(names.listed)"
                + suggestion(name, names))
        return false
    }
}
