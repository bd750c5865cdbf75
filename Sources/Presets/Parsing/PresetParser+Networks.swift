import Files
import Imaging

extension PresetParser {
    mutating func networks(_ fields: MappingFields) -> [Preset.Network]? {
        let expected = "a mapping of names to networks"
        guard let value = required("networks", in: fields, expected),
            let entries = entries(of: value, expected)
        else { return nil }
        if entries.isEmpty {
            collector.report(value.mark, "no networks, expected at least one")
        }
        return entries.compactMap { network($0) }
    }

    private mutating func network(_ entry: PresetDocument.Entry) -> Preset.Network? {
        if !isName(entry.key) {
            collector.report(
                entry.keyMark,
                "network name \(entry.key.quoted), expected letters, digits, _, - and .,"
                    + " at most 64")
        }
        guard case .mapping = entry.value.content else {
            let reference = reference(entry.value)
            return reference.map {
                Preset.Network(name: entry.key, reference: $0, mark: entry.value.mark)
            }
        }
        return described(entry)
    }

    private mutating func described(_ entry: PresetDocument.Entry) -> Preset.Network? {
        guard let fields = fields(of: entry.value, "a network", ["file", "io", "norm", "level"]),
            let value = required("file", in: fields, "a path or builtin:NAME"),
            let reference = reference(value)
        else { return nil }
        var network = Preset.Network(
            name: entry.key, reference: reference,
            convention: fields.values["io"].flatMap { convention($0) },
            statistics: fields.values["norm"].flatMap {
                choice("norm", $0, of: BatchStatistics.self)
            }, mark: value.mark)
        network.level = fields.values["level"].flatMap { level($0) }
        return network
    }

    private mutating func level(_ value: PresetDocument.Value) -> Preset.Network.Level? {
        let expected = "the σ of the noise that it removes, 0 to 255, or none"
        guard let text = text(value, expected) else { return nil }
        if text == "none" { return Preset.Network.Level.none }
        if case .scalar(_, isPlain: true) = value.content,
            let number = StrictNumber.decimal(text), (0...255).contains(number)
        {
            return .deviation(number)
        }
        collector.report(value.mark, "level \(value.found), expected \(expected)")
        return nil
    }

    private mutating func reference(_ value: PresetDocument.Value) -> NetworkReference? {
        guard let path = path(value, "a path or builtin:NAME") else { return nil }
        let reference = NetworkReference(path: path)
        guard reference != .builtin("") else {
            collector.report(value.mark, "\(value.found), expected a name after builtin:")
            return nil
        }
        collector.report(networkCheck?(reference), value.mark)
        return reference
    }

    private mutating func convention(_ value: PresetDocument.Value) -> PixelConvention? {
        guard let text = text(value, "colours such as 'rgb, 0..1'") else { return nil }
        do throws(PixelConventionError) { return try PixelConvention.parse(text) } catch {
            collector.report(mark(of: error.position, in: text, value), error.description)
            return nil
        }
    }

    private func isName(_ text: String) -> Bool {
        (1...64).contains(text.count)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    }
}
