import Files
import Timelines

extension PresetParser {
    mutating func timeline(_ fields: MappingFields) -> PresetTimeline? {
        guard let value = required("timeline", in: fields, "a mapping with keys"),
            let timeline = self.fields(of: value, "a timeline", Self.timelineKeys)
        else { return nil }
        let frameRate = frameRate(in: timeline)
        let duration = written("duration", in: timeline, "a time", TimeExpression.parseLength)
        keySettings = keySettings(timeline, names: fields.values["networks"]?.keys ?? [])
        let easing = timelineEasing(timeline)
        let loop = timeline.values["loop"].flatMap { choice("loop", $0, of: Loop.self) }
        let fit = timeline.values["fit"].flatMap { choice("fit", $0, of: Fit.self) }
        let tempo = timeline.values["bpm"].flatMap { self.tempo($0) }
        let context = keyContext(fields, easing: easing)
        guard hasOnePath(timeline) else { return nil }
        let source = weightSource(timeline, context)
        let keys = timeline.values["keys"].map { self.keys($0, context) } ?? []
        guard let keys, source != nil || timeline.values["keys"] != nil else { return nil }
        if timeline.values["level"] != nil { refuseBesideLevel(timeline) }
        var written = PresetTimeline(
            frameRate: frameRate, keys: keys, easing: easing, loop: loop ?? .none,
            duration: duration, fit: fit, tempo: tempo, extrapolates: keySettings.extrapolates)
        written.source = source
        written.base = keySettings.base
        written.pace = timeline.values["pace"].flatMap { pace($0, source) }
        written.shutter = timeline.values["shutter"].flatMap { shutter($0) }
        let isRead =
            (frameRate == nil) == (timeline.values["fps"] == nil)
            && (fit == nil) == (timeline.values["fit"] == nil)
            && (tempo == nil) == (timeline.values["bpm"] == nil)
        if isRead, written.canBeResolved { check(written) }
        return written
    }

    private static let timelineKeys = [
        "fps", "keys", "weights", "from", "loop", "duration", "ease", "fit", "bpm", "interpolation",
        "extrapolate",
        "base", "pace", "shutter", "level",
    ]

    /// The easing of keys that have none of their own; `linear` beside smooth ways.
    private mutating func timelineEasing(_ fields: MappingFields) -> Easing {
        guard let value = fields.values["ease"],
            let easing = easing(value, extrapolates: keySettings.extrapolates), easing != .linear
        else { return .linear }
        guard keySettings.interpolation == .smooth else { return easing }
        collector.report(
            value.mark,
            "'ease' beside `interpolation: smooth`, expected one of them (single keys may have an `ease`)"
        )
        return .linear
    }

    /// An easing; one that overshoots is reported where nothing extrapolates.
    private mutating func easing(
        _ value: PresetDocument.Value, extrapolates: Bool
    ) -> Easing? {
        guard let easing = parsed(value, "an easing", Easing.parse) else { return nil }
        if easing.overshoots, !extrapolates, case .scalar(let text, _) = value.content {
            collector.report(value.mark, TimelineError.easingOvershoots(text).description)
            return nil
        }
        return easing
    }

    private mutating func keySettings(_ fields: MappingFields, names: [String]) -> KeySettings {
        var settings = KeySettings()
        settings.extrapolates = truth("extrapolate", in: fields) ?? false
        settings.interpolation =
            fields.values["interpolation"].flatMap {
                choice("interpolation", $0, of: Interpolation.self)
            } ?? .linear
        guard let value = fields.values["base"] else { return settings }
        settings.hasBase = true
        guard let name = text(value, "a network"),
            isNetwork(
                name, value.mark, KeyContext(names: names, known: Set(names), easing: .linear))
        else { return settings }
        settings.base = name
        return settings
    }

    private mutating func check(_ timeline: PresetTimeline) {
        var resolver = TimelineResolver(
            timeline: timeline, rate: timeline.frameRate?.value ?? .film, collector: collector)
        _ = resolver.resolve(defaultDuration: nil)
        collector = resolver.collector
    }

    /// A mapping's `fps`; a rate that is not read as it is written is noted.
    mutating func frameRate(in fields: MappingFields) -> Located<FrameRate>? {
        let rate = written("fps", in: fields, "a frame rate", FrameRate.parse)
        if let rate, let mark = rate.mark, let value = fields.values["fps"],
            case .scalar(let text, _) = value.content,
            let notice = FrameRate.notice(reading: text)
        {
            notices.append("\(source.file):\(mark.line):\(mark.column): \(notice)")
        }
        return rate
    }

    private mutating func pace(
        _ value: PresetDocument.Value, _ source: WeightSource?
    ) -> Located<PathPace>? {
        guard let pace = choice("pace", value, of: PathPace.self) else { return nil }
        if pace == .even, source != nil {
            collector.report(
                value.mark,
                "'pace: even' beside weights that are given for every time, expected keys")
        }
        return Located(pace, at: value.mark)
    }

    /// Nil for 0, at which a frame is its time alone.
    private mutating func shutter(_ value: PresetDocument.Value) -> Shutter? {
        parsed(value, "degrees such as 180", Shutter.parse).flatMap(\.self)
    }

    /// Beats a minute: a number, or a mapping with `rate` and `offset`.
    private mutating func tempo(_ value: PresetDocument.Value) -> Tempo? {
        let expected = "beats a minute such as 120"
        guard case .mapping = value.content else {
            return parsed(value, expected) { text throws(TimelineError) in try Tempo.parse(text) }
        }
        guard let fields = fields(of: value, "a tempo", ["rate", "offset"]),
            let rate = required("rate", in: fields, expected)
        else { return nil }
        let offset = written(
            "offset", in: fields, "a time such as 0.2s", TimeExpression.parseLength)
        if let offset, offset.value.needsTempo || offset.value.needsDuration {
            collector.report(
                offset.mark,
                "offset \(offset.value.text.quoted), expected seconds, frames or timecode")
            return nil
        }
        guard (offset == nil) == (fields.values["offset"] == nil) else { return nil }
        return parsed(rate, expected) { text throws(TimelineError) in
            try Tempo.parse(text, offset: offset?.value ?? .start)
        }
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
    /// What a timeline says of all keys.
    struct KeySettings {
        /// Whether weights and easings may go beyond the networks.
        var extrapolates = false
        var interpolation = Interpolation.linear
        /// The network over which sliders are; nil for none.
        var base: String?
        /// Whether one is written, be it wrong.
        var hasBase = false
    }

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

    /// The keys of a list with their mixtures, in the order of the file.
    mutating func keys(_ list: PresetDocument.Value, _ context: KeyContext) -> [PresetTimeline.Key]?
    {
        keys(list, of: ["label", "mix", "sliders"], context) { parser, fields in
            parser.mixture(in: fields, context)
        }
    }

    /// The keys of a list, in the order of the file.
    ///
    /// - Parameters:
    ///   - names: the keys of a key besides its times and its easing.
    ///   - read: the value of a key's fields; nil when it has reported why there is none.
    mutating func keys<Value>(
        _ list: PresetDocument.Value, of names: [String], _ context: KeyContext,
        _ read: (inout PresetParser, MappingFields) -> Value?
    ) -> [PresetKey<Value>]? {
        guard let elements = elements(of: list, "a list of keys") else { return nil }
        if elements.isEmpty { collector.report(list.mark, "no keys, expected at least one") }
        var labels: [String: Int] = [:]
        return elements.compactMap { key($0, of: names, context, &labels, read) }
    }

    /// - Parameter labels: the lines of the labels so far.
    private mutating func key<Value>(
        _ value: PresetDocument.Value, of names: [String], _ context: KeyContext,
        _ labels: inout [String: Int], _ read: (inout PresetParser, MappingFields) -> Value?
    ) -> PresetKey<Value>? {
        guard let fields = fields(of: value, "a key", ["at"] + names + ["ease", "hold"])
        else { return nil }
        let expected = "a time such as 2.5s, 60f or 50%"
        let hasTime = required("at", in: fields, expected) != nil
        let time = hasTime ? written("at", in: fields, expected, TimeExpression.parseKey) : nil
        let label = fields.values["label"].flatMap { self.label($0, &labels) }
        let hold = written("hold", in: fields, "a time such as 0.5s", TimeExpression.parseLength)
        let ownEasing = fields.values["ease"].flatMap {
            easing($0, extrapolates: keySettings.extrapolates)
        }
        guard let value = read(&self, fields), let time else { return nil }
        return PresetKey(
            time: time, value: value, easing: ownEasing ?? context.easing, hold: hold,
            label: label,
            interpolation: fields.values["ease"] == nil ? keySettings.interpolation : .linear)
    }

    private mutating func label(
        _ value: PresetDocument.Value, _ labels: inout [String: Int]
    ) -> Located<String>? {
        guard let text = text(value, "a name such as chorus") else { return nil }
        guard TimeExpression.isLabel(text) else {
            collector.report(
                value.mark,
                "label \(text.quoted), expected a letter, then letters, digits and '_', at most 64")
            return nil
        }
        guard let line = labels.updateValue(value.mark.line, forKey: text) else {
            return Located(text, at: value.mark)
        }
        labels[text] = line
        collector.report(
            value.mark,
            "a second label \(text.quoted) (the first is on line \(line)), expected another name")
        return nil
    }
}
