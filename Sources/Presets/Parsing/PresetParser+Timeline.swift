import Files
import Timelines

extension PresetParser {
    mutating func timeline(_ fields: MappingFields) -> PresetTimeline? {
        let names = ["fps", "keys", "loop", "duration", "ease", "fit"]
        guard let value = required("timeline", in: fields, "a mapping with keys"),
            let timeline = self.fields(of: value, "a timeline", names)
        else { return nil }
        let frameRate = written("fps", in: timeline, "a frame rate", FrameRate.parse)
        let duration = written("duration", in: timeline, "a time", TimeExpression.parseLength)
        let ease = timeline.values["ease"].flatMap { parsed($0, "an easing", Easing.parse) }
        let easing = ease ?? .linear
        let loop = timeline.values["loop"].flatMap { choice("loop", $0, of: Loop.self) }
        let fit = timeline.values["fit"].flatMap { choice("fit", $0, of: Fit.self) }
        guard let list = required("keys", in: timeline, "a list of keys"),
            let keys = keys(list, keyContext(fields, easing: easing))
        else { return nil }
        let written = PresetTimeline(
            frameRate: frameRate, keys: keys, easing: easing, loop: loop ?? .none,
            duration: duration, fit: fit)
        let isRead =
            (frameRate == nil) == (timeline.values["fps"] == nil)
            && (fit == nil) == (timeline.values["fit"] == nil)
        if isRead, written.canBeResolved { check(written) }
        return written
    }

    private mutating func check(_ timeline: PresetTimeline) {
        var resolver = TimelineResolver(
            timeline: timeline, rate: timeline.frameRate?.value ?? .film, collector: collector)
        _ = resolver.resolve(defaultDuration: nil)
        collector = resolver.collector
    }

    mutating func written<Value>(
        _ key: String, in fields: MappingFields, _ expected: String,
        _ parse: (String) throws(TimelineError) -> Value
    ) -> Located<Value>? {
        guard let value = fields.values[key], let parsed = parsed(value, expected, parse) else {
            return nil
        }
        return Located(parsed, at: value.mark)
    }
}

extension PresetParser {
    /// The context in which a key is read.
    struct KeyContext {
        /// The networks in the order of the file, broken ones too; empty when they are not known.
        let names: [String]
        let known: Set<String>
        /// The timeline's own.
        let easing: Easing
    }

    /// The context in which keys are read.
    func keyContext(_ fields: MappingFields, easing: Easing) -> KeyContext {
        let networks = fields.values["networks"]?.keys ?? []
        return KeyContext(names: networks, known: Set(networks), easing: easing)
    }

    /// The keys of a list, in the order of the file.
    mutating func keys(_ list: PresetDocument.Value, _ context: KeyContext) -> [PresetTimeline.Key]?
    {
        guard let elements = elements(of: list, "a list of keys") else { return nil }
        if elements.isEmpty { collector.report(list.mark, "no keys, expected at least one") }
        return elements.compactMap { key($0, context) }
    }

    private mutating func key(_ value: PresetDocument.Value, _ context: KeyContext)
        -> PresetTimeline.Key?
    {
        guard let fields = fields(of: value, "a key", ["at", "mix", "ease", "hold"]) else {
            return nil
        }
        let expected = "a time such as 2.5s, 60f or 50%"
        let hasTime = required("at", in: fields, expected) != nil
        let time = hasTime ? written("at", in: fields, expected, TimeExpression.parse) : nil
        let hold = written("hold", in: fields, "a time such as 0.5s", TimeExpression.parseLength)
        let easing = fields.values["ease"].flatMap { parsed($0, "an easing", Easing.parse) }
        let mixture = mixture(in: fields, context)
        guard let time, let mixture else { return nil }
        return PresetTimeline.Key(
            time: time, mixture: mixture, easing: easing ?? context.easing, hold: hold)
    }
}
