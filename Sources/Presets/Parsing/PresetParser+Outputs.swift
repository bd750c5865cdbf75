import Files
import Formats
import Timelines

extension PresetParser {
    mutating func outputs(_ fields: MappingFields) -> [OutputSpec]? {
        guard let value = fields.values["output"] else { return [] }
        guard let elements = elements(of: value, "a list of outputs") else { return nil }
        var lines = [String: Int]()
        return elements.compactMap { element in
            guard let output = output(element), let mark = output.mark else { return nil }
            if let line = lines.updateValue(mark.line, forKey: output.path.resolved) {
                collector.report(
                    mark,
                    "a second output \(output.path.written.quoted) (the first is on line"
                        + " \(line)), expected another path")
            }
            return output
        }
    }

    private mutating func output(_ value: PresetDocument.Value) -> OutputSpec? {
        let keys =
            ["path", "codec"] + OutputFormat.settingKeys + ["width", "height", "start", "fps"]
        let expected = "a path in \(OutputFormat.endings)"
        guard let fields = fields(of: value, "an output", keys) else { return nil }
        let width = side("width", in: fields)
        let height = side("height", in: fields)
        guard let pathValue = required("path", in: fields, expected),
            let path = path(pathValue, expected), let types = formats(path, pathValue.mark),
            let type = chosen(from: types, fields)
        else { return nil }
        let (codec, settings) = (codec(fields, type), settings(of: type, fields))
        for fault in type.faults(codec: codec, settings) {
            guard let value = fields.values[fault.key] else { continue }
            collector.report(
                value.mark, "\(fault.fault.found), expected \(fault.fault.expected)")
        }
        let format = type.init(codec: codec, settings).format
        let output = OutputSpec(
            path: path, format: format, width: width, height: height,
            start: start(of: type, fields) ?? 0, frameRate: frameRate(of: type, fields),
            mark: pathValue.mark, optionMarks: optionMarks(fields))
        if let outputCheck { collector.report(outputCheck(output), of: output) }
        return output
    }

    /// The rate of a video or an animation; reported for other outputs.
    private mutating func frameRate(
        of type: any FormatTraits.Type, _ fields: MappingFields
    ) -> FrameRate? {
        guard let value = fields.values["fps"] else { return nil }
        guard !type.isNumbered else {
            collector.report(
                value.mark,
                "fps for a sequence of images, expected it for videos and animations only")
            return nil
        }
        return frameRate(in: fields)?.value
    }

    /// The first number of a sequence; reported for other outputs.
    private mutating func start(
        of type: any FormatTraits.Type, _ fields: MappingFields
    ) -> Int? {
        guard let value = fields.values["start"] else { return nil }
        guard type.isNumbered else {
            collector.report(value.mark, "start for a video, expected it for numbered images only")
            return nil
        }
        return whole("start", value, in: 0...OutputSpec.startLimit)
    }

    private mutating func side(_ key: String, in fields: MappingFields) -> Int? {
        fields.values[key].flatMap { whole(key, $0, in: 1...OutputSpec.sideLimit) }
    }

    private mutating func formats(
        _ path: Preset.Path, _ mark: SourceText.Mark
    ) -> [any FormatTraits.Type]? {
        do throws(PresetValueError) {
            return try OutputSpec.formats(ofPath: path.written)
        } catch {
            collector.report(mark, error.description)
            return nil
        }
    }
}
