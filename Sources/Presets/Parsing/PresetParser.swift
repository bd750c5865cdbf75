import Imaging
import Timelines

/// Interprets a document as a preset and collects every mistake on the way.
///
/// A function that returns nil has reported why.
struct PresetParser {
    let source: SourceText
    var collector: ProblemCollector
    /// Looks for networks; nil where nobody does.
    let networkCheck: NetworkReference.Check?
    /// Looks at outputs' options; nil where nobody does.
    let outputCheck: OutputSpec.Check?
    /// What to tell of values that are not read as they are written, each in one line with its place.
    var notices: [String] = []
    /// What the timeline says of its keys, and of the regions' ones.
    var keySettings = KeySettings()

    /// The preset; nil when a problem was collected.
    mutating func preset(_ root: PresetDocument.Value) -> Preset? {
        let keys = [
            "version", "input", "scale", "background", "networks", "timeline", "layers",
            "regions", "opacity", "output", "bundle",
        ]
        guard let fields = fields(of: root, "a preset", keys) else { return nil }
        version(fields)
        let input = input(fields)
        let scale = scale(fields, beside: input)
        let background = background(fields)
        let networks = networks(fields)
        let timeline = timeline(fields)
        let context = keyContext(fields, easing: timeline?.easing ?? .linear)
        let regions = regions(fields, context)
        let layers = layers(fields, context)
        let opacity = opacity(in: fields, context)
        if collector.isEmpty, let timeline { check(regions, layers, opacity, along: timeline) }
        let outputs = outputs(fields)
        let bundle = truth("bundle", in: fields)
        guard collector.isEmpty, let networks, let timeline, let outputs else { return nil }
        return Preset(
            source: source, input: input, scale: scale, background: background, networks: networks,
            timeline: timeline, layers: layers, regions: regions, opacity: opacity,
            outputs: outputs,
            isBundled: bundle ?? false, notices: notices)
    }

    private mutating func version(_ fields: MappingFields) {
        guard let value = required("version", in: fields, "`version: 1`") else { return }
        guard let version = whole(value), version == 1 else {
            collector.report(value.mark, "version \(value.found), expected 1")
            return
        }
    }

    /// A key that is `true` or `false`; nil where it is neither or not there.
    mutating func truth(_ key: String, in fields: MappingFields) -> Bool? {
        guard let value = fields.values[key] else { return nil }
        switch text(value, "true or false") {
        case "true": return true
        case "false": return false
        case nil: return nil
        default:
            collector.report(value.mark, "\(key) \(value.found), expected true or false")
            return nil
        }
    }

    private mutating func background(_ fields: MappingFields) -> Located<Colour>? {
        let expected = "a colour in quotes, such as \"#ff8000\""
        guard let value = fields.values["background"], let text = text(value, expected) else {
            return nil
        }
        guard let colour = Colour(text) else {
            collector.report(value.mark, "background \(value.found), expected \(expected)")
            return nil
        }
        return Located(colour, at: value.mark)
    }
}
