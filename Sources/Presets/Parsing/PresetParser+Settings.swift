import Files
import Formats

extension PresetParser {
    /// The codec that is written, where it is one of the format's.
    func codec(_ fields: MappingFields, _ type: any FormatTraits.Type) -> String? {
        guard case .scalar(let text, _) = fields.values["codec"]?.content,
            type.codecs.contains(text)
        else { return nil }
        return text
    }

    /// The format with the codec that is written; the first one without it, or where it is wrong.
    mutating func chosen(
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
        let ending = types.first?.endings.first ?? ""
        collector.report(
            value.mark,
            "codec \(codec.quoted) for a .\(ending), expected \(codecs.listed)"
                + suggestion(codec, codecs))
        return types.first
    }

    /// The format's settings that are written; those of other formats are reported.
    mutating func settings(
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
            if let value = self.value(of: setting, value) { values[setting] = value }
        }
        return values
    }

    private mutating func value(
        of setting: FormatSetting, _ value: PresetDocument.Value
    ) -> SettingValue? {
        switch setting.values {
        case .range(let range): return whole(setting.key, value, in: range).map { .number($0) }
        case .oneOf(let numbers):
            if let number = whole(value), numbers.contains(number) { return .number(number) }
            report(setting, value, numbers.map(String.init).listed)
        case .words(let words):
            guard let text = text(value, words.listed) else { return nil }
            if words.contains(text) { return .word(text) }
            report(setting, value, words.listed + suggestion(text, words))
        case .bytes:
            let expected = "a size such as 8MB or 500kB"
            guard let text = text(value, expected) else { return nil }
            if let bytes = Self.bytes(text) { return .number(bytes) }
            report(setting, value, expected)
        case .options: return options(value).map { .options($0) }
        }
        return nil
    }

    /// The bytes of `8MB`, `2.5 MB` or `500kB`, by powers of 1000; nil for any other text.
    private static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text[digits.endIndex...].drop { $0 == " " }.lowercased()
        let factors = ["b": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9]
        guard let number = StrictNumber.decimal(String(digits)), let factor = factors[unit] else {
            return nil
        }
        let bytes = (number * factor).rounded(.down)
        return (1..<0x1p53).contains(bytes) ? Int(bytes) : nil
    }

    private mutating func report(
        _ setting: FormatSetting, _ value: PresetDocument.Value, _ expected: String
    ) {
        guard !value.isRefused else { return }
        collector.report(value.mark, "\(setting.key) \(value.found), expected \(expected)")
    }

    /// Names with numbers or words.
    private mutating func options(_ value: PresetDocument.Value) -> [String: String]? {
        guard let entries = entries(of: value, "a mapping of options to values") else { return nil }
        var options = [String: String]()
        for entry in entries {
            options[entry.key] = text(
                entry.value, "a number or a word for \(entry.key.quoted)")
        }
        return options
    }

    /// Where the options are.
    func optionMarks(_ fields: MappingFields) -> OptionMarks {
        guard let value = fields.values["options"], case .mapping(let entries) = value.content
        else { return OptionMarks() }
        var marks = OptionMarks(all: value.mark)
        for entry in entries {
            marks.names[entry.key] = entry.keyMark
            marks.values[entry.key] = entry.value.mark
        }
        return marks
    }

    /// A key that only other formats have.
    private mutating func report(
        _ value: PresetDocument.Value, _ key: String, isOnlyFor owners: [any FormatTraits.Type],
        _ types: [any FormatTraits.Type]
    ) {
        let endings = OutputFormat.listed(endingsOf: owners)
        let ending = types.first?.endings.first ?? ""
        collector.report(
            value.mark, "\(key) for a .\(ending), expected it for a \(endings) only")
    }
}
