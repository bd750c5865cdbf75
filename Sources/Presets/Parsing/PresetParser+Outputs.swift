import Files
import Formats

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
        let keys = ["path", "codec"] + OutputFormat.settingKeys + ["width", "height"]
        let expected = "a path in \(OutputFormat.endings)"
        guard let fields = fields(of: value, "an output", keys) else { return nil }
        let width = side("width", in: fields)
        let height = side("height", in: fields)
        guard let pathValue = required("path", in: fields, expected),
            let path = path(pathValue, expected), let types = formats(path, pathValue.mark),
            let type = chosen(from: types, fields)
        else { return nil }
        let format = type.init(codec: codec(fields), settings(of: type, fields)).format
        return OutputSpec(
            path: path, format: format, width: width, height: height, mark: pathValue.mark)
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

extension PresetParser {
    private func codec(_ fields: MappingFields) -> String? {
        guard case .scalar(let text, _) = fields.values["codec"]?.content else { return nil }
        return text
    }

    /// The format with the codec that is written; the first one without it, or where it is wrong.
    private mutating func chosen(
        from types: [any FormatTraits.Type], _ fields: MappingFields
    ) -> (any FormatTraits.Type)? {
        guard let value = fields.values["codec"] else { return types.first }
        let codecs = types.flatMap { $0.codecs }
        guard !codecs.isEmpty else {
            report(value, "codec", isOnlyFor: OutputFormat.all.filter { !$0.codecs.isEmpty }, types)
            return types.first
        }
        guard let codec = text(value, codecs.listed) else { return types.first }
        if let type = types.first(where: { $0.codecs.contains(codec) }) { return type }
        collector.report(value.mark, "codec \(codec.quoted), expected \(codecs.listed)")
        return types.first
    }

    /// The format's settings that are written; those of other formats are reported.
    private mutating func settings(
        of type: any FormatTraits.Type, _ fields: MappingFields
    ) -> SettingValues {
        var values = SettingValues()
        for key in OutputFormat.settingKeys {
            guard let value = fields.values[key] else { continue }
            guard let setting = type.settings.first(where: { $0.key == key }) else {
                let owners = OutputFormat.all.filter { $0.settings.contains { $0.key == key } }
                report(value, key, isOnlyFor: owners, [type])
                continue
            }
            if let number = number(of: setting, value) { values[setting] = number }
        }
        return values
    }

    private mutating func number(of setting: FormatSetting, _ value: PresetDocument.Value) -> Int? {
        switch setting.values {
        case .range(let range): return whole(setting.key, value, in: range)
        case .oneOf(let numbers):
            if let number = whole(value), numbers.contains(number) { return number }
            guard !value.isRefused else { return nil }
            collector.report(
                value.mark,
                "\(setting.key) \(value.found), expected \(numbers.map(String.init).listed)")
            return nil
        }
    }

    /// A key that only other formats have.
    private mutating func report(
        _ value: PresetDocument.Value, _ key: String, isOnlyFor owners: [any FormatTraits.Type],
        _ types: [any FormatTraits.Type]
    ) {
        let endings = owners.flatMap { $0.endings }.map { ".\($0)" }.listed
        let ending = types.first?.endings.first ?? ""
        collector.report(
            value.mark, "\(key) for a .\(ending), expected it for a \(endings) only")
    }
}
