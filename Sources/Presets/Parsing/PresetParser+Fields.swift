import Files

extension PresetParser {
    /// The values of a mapping by their keys.
    struct MappingFields {
        let mark: SourceText.Mark
        let values: [String: PresetDocument.Value]
    }

    /// The fields of a mapping that may have `keys`; unknown and repeated ones are reported.
    mutating func fields(
        of value: PresetDocument.Value, _ what: String, _ keys: [String]
    ) -> MappingFields? {
        guard let entries = entries(of: value, "\(what) with \(keys.alternatives)") else {
            return nil
        }
        for entry in entries where !keys.contains(entry.key) {
            collector.report(
                entry.keyMark,
                "unknown key \(entry.key.quoted), expected \(keys.alternatives)"
                    + suggestion(entry.key, keys))
        }
        let values = entries.map { ($0.key, $0.value) }
        return MappingFields(
            mark: value.mark,
            values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }

    /// The entries of a mapping, a key's second occurrence reported and left out.
    mutating func entries(
        of value: PresetDocument.Value, _ expected: @autoclosure () -> String
    ) -> [PresetDocument.Entry]? {
        guard case .mapping(let entries) = value.content else {
            if !value.isRefused {
                collector.report(value.mark, "\(value.found), expected \(expected())")
            }
            return nil
        }
        var lines = [String: Int]()
        return entries.filter { entry in
            guard let line = lines.updateValue(entry.keyMark.line, forKey: entry.key) else {
                return true
            }
            lines[entry.key] = line
            collector.report(
                entry.keyMark,
                "a second \(entry.key.quoted) (the first is on line \(line)), expected one")
            return false
        }
    }

    /// The elements of a list.
    mutating func elements(of value: PresetDocument.Value, _ expected: String) -> [PresetDocument
        .Value]?
    {
        guard case .sequence(let elements) = value.content else {
            if !value.isRefused {
                collector.report(value.mark, "\(value.found), expected \(expected)")
            }
            return nil
        }
        return elements
    }

    /// The elements of a list as they are read; none where there is no such list.
    mutating func list<Element>(
        _ key: String, in fields: MappingFields, atMost limit: Int = .max,
        _ read: (inout PresetParser, PresetDocument.Value) -> Element?
    ) -> [Element] {
        guard let value = fields.values[key],
            let elements = elements(of: value, "a list of \(key)")
        else { return [] }
        guard elements.count <= limit else {
            collector.report(
                value.mark, "\(elements.count) \(key), expected at most \(limit)")
            return []
        }
        if elements.isEmpty { collector.report(value.mark, "no \(key), expected at least one") }
        return elements.compactMap { read(&self, $0) }
    }

    /// A field that must be there.
    mutating func required(
        _ key: String, in fields: MappingFields, _ expected: String
    ) -> PresetDocument.Value? {
        guard let value = fields.values[key] else {
            collector.report(fields.mark, "no \(key.quoted), expected \(expected)")
            return nil
        }
        return value
    }
}

/// ` (did you mean 'x'?)`, or nothing.
func suggestion(_ text: String, _ names: [String]) -> String {
    didYouMean(nearestName(to: text, in: names))
}
