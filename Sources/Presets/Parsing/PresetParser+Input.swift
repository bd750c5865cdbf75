import Files
import Timelines

extension PresetParser {
    /// The input: a path, or a mapping with one.
    mutating func input(_ fields: MappingFields) -> InputSpec? {
        guard let value = fields.values["input"] else { return nil }
        guard case .mapping = value.content else {
            return path(value, "a file").map { InputSpec(file: Located($0, at: value.mark)) }
        }
        return described(value)
    }

    private mutating func described(_ value: PresetDocument.Value) -> InputSpec? {
        guard let fields = fields(of: value, "an input", Self.inputKeys) else {
            return nil
        }
        let width = fields.values["width"].flatMap {
            whole("width", $0, in: 1...OutputSpec.sideLimit)
        }
        let gaps = fields.values["gaps"].flatMap { choice("gaps", $0, of: SequenceGaps.self) }
        guard
            let file = required("file", in: fields, "the path of an image, a video or a sequence"),
            let path = path(file, "a file")
        else { return nil }
        var input = InputSpec(
            file: Located(path, at: file.mark), width: width, gaps: gaps ?? .error)
        input.start = moment("start", in: fields)
        input.end = moment("end", in: fields)
        if let value = fields.values["speed"] {
            input.speed = parsed(value, "a speed", Speed.parse) ?? .own
        }
        if let value = fields.values["damaged"] {
            input.damaged = choice("damaged", value, of: DamageHandling.self) ?? .error
        }
        if let value = fields.values["sound"] {
            input.sound = self.path(value, "a file").map { Located($0, at: value.mark) }
        }
        return input
    }

    /// A time of the input, which has no beats.
    private mutating func moment(
        _ key: String, in fields: MappingFields
    ) -> Located<TimeExpression>? {
        let time = written(key, in: fields, "a time", TimeExpression.parse)
        guard let time, time.value.needsTempo else { return time }
        collector.report(
            time.mark,
            "\(time.value.text.quoted) of the input, expected seconds or frames (beats are for keys)"
        )
        return nil
    }

    private static let inputKeys = [
        "file", "start", "end", "speed", "width", "gaps", "damaged", "sound",
    ]

    /// The factor that the input is scaled by, which a width of the input would decide as well.
    mutating func scale(_ fields: MappingFields, beside input: InputSpec?) -> Double? {
        guard let value = fields.values["scale"] else { return nil }
        guard case .scalar(let text, isPlain: true) = value.content,
            let scale = StrictNumber.decimal(text), scale > 0, scale <= Preset.scaleLimit
        else {
            if !value.isRefused {
                collector.report(
                    value.mark, "scale \(value.found), expected a number above 0 and at most 8")
            }
            return nil
        }
        if input?.width != nil {
            collector.report(
                value.mark, "'scale' beside the 'width' of the input, expected one of them")
        }
        return scale
    }
}
