import Files
import Timelines

extension PresetParser {
    /// A key's mixture: its `mix`, or what its `sliders` add to the base.
    mutating func mixture(in fields: MappingFields, _ context: KeyContext) -> Mixture? {
        if let sliders = fields.values["sliders"] {
            guard let mix = fields.values["mix"] else { return self.sliders(sliders, context) }
            collector.report(mix.mark, "'mix' beside 'sliders', expected one of them")
            return nil
        }
        let expected = "a network or a mapping of networks to weights"
        guard let value = required("mix", in: fields, expected) else { return nil }
        guard case .mapping = value.content else {
            guard let name = text(value, expected),
                isNetwork(name, value.mark, context)
            else { return nil }
            return Mixture(name)
        }
        let extrapolates = keySettings.extrapolates
        return weights(value, expected, "weight", context).flatMap { weights in
            mixture(value.mark) { () throws(TimelineError) in
                try Mixture(weights: weights, extrapolates: extrapolates)
            }
        }
    }

    /// What is added to the base, by networks.
    private mutating func sliders(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> Mixture? {
        let sliders = weights(value, "a mapping of networks to numbers", "slider", context)
        guard let base = keySettings.base else {
            if !keySettings.hasBase {
                collector.report(
                    value.mark, "sliders without a base, expected `base: NETWORK` in the timeline")
            }
            return nil
        }
        guard let sliders else { return nil }
        if sliders[base] != nil, case .mapping(let entries) = value.content {
            collector.report(
                entries.first { $0.key == base }?.keyMark ?? value.mark,
                "a slider of the base \(base.quoted), expected other networks (the base has the rest)"
            )
            return nil
        }
        let extrapolates = keySettings.extrapolates
        return mixture(value.mark) { () throws(TimelineError) in
            try Mixture(base: base, sliders: sliders, extrapolates: extrapolates)
        }
    }

    /// Numbers by network; nil when a problem was collected.
    private mutating func weights(
        _ value: PresetDocument.Value, _ expected: String, _ what: String, _ context: KeyContext
    ) -> [String: Double]? {
        guard let entries = entries(of: value, expected) else { return nil }
        var weights = [String: Double]()
        var isWhole = true
        for entry in entries {
            let isKnown = isNetwork(entry.key, entry.keyMark, context)
            let weight = weight(of: entry, what)
            weights[entry.key] = weight
            isWhole = isWhole && isKnown && weight != nil
        }
        return isWhole ? weights : nil
    }

    private mutating func mixture(
        _ mark: SourceText.Mark, _ make: () throws(TimelineError) -> Mixture
    ) -> Mixture? {
        do throws(TimelineError) { return try make() } catch {
            collector.report(mark, error.description)
            return nil
        }
    }

    private mutating func weight(of entry: PresetDocument.Entry, _ what: String) -> Double? {
        let limit = Mixture.largestWeight
        let number: Double? =
            if case .scalar(let text, isPlain: true) = entry.value.content {
                StrictNumber.decimal(text)
            } else { nil }
        let range = keySettings.extrapolates ? -limit...limit : 0...1
        if let number, range.contains(number) { return number }
        guard !entry.value.isRefused else { return nil }
        let isBeyond = number.map { (-limit...limit).contains($0) } ?? false
        collector.report(
            entry.value.mark,
            "\(what) \(entry.value.found) of \(entry.key.quoted), expected a number from "
                + (keySettings.extrapolates ? "-100 to 100" : "0 to 1")
                + (isBeyond ? TimelineError.unlessExtrapolated : ""))
        return nil
    }

    /// Whether the preset has a network of that name; else it is reported.
    mutating func isNetwork(
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
