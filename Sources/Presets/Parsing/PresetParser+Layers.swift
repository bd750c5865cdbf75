import Files
import Foundation
import Imaging
import Timelines

extension PresetParser {
    /// The layers in the order of the file; none where there is no such list.
    mutating func layers(_ fields: MappingFields, _ context: KeyContext) -> [PresetLayer] {
        guard let value = fields.values["layers"],
            let elements = elements(of: value, "a list of layers")
        else { return [] }
        if elements.isEmpty { collector.report(value.mark, "no layers, expected at least one") }
        if elements.count > Self.layerLimit {
            collector.report(
                value.mark,
                "\(elements.count) layers, expected at most \(Self.layerLimit)")
            return []
        }
        return elements.compactMap { layer($0, context) }
    }

    private static let layerLimit = 16

    private mutating func layer(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> PresetLayer? {
        guard let fields = fields(of: value, "a layer", ["depth", "parameters", "mix", "keys"])
        else { return nil }
        let part = part(in: fields)
        let keys = ownKeys(fields, context)
        guard let part, let keys else { return nil }
        return PresetLayer(part: part.value, mark: part.mark ?? value.mark, keys: keys)
    }

    private mutating func part(in fields: MappingFields) -> Located<NetworkPart>? {
        switch (fields.values["depth"], fields.values["parameters"]) {
        case (nil, nil):
            collector.report(fields.mark, "no 'depth' and no 'parameters', expected one of them")
            return nil
        case (let depth?, nil): return self.depth(depth)
        case (nil, let patterns?): return self.patterns(patterns)
        case (_?, let patterns?):
            collector.report(patterns.mark, "'parameters' beside 'depth', expected one of them")
            return nil
        }
    }

    /// `0%-40%`.
    private mutating func depth(_ value: PresetDocument.Value) -> Located<NetworkPart>? {
        let expected = "shares of the depth such as 0%-40%"
        guard let text = text(value, expected) else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
            let end = end.trimmingCharacters(in: .whitespaces)
            return end.hasSuffix("%") ? Double(end.dropLast()).map { $0 / 100 } : nil
        }
        guard ends.count == 2, let from = ends[0], let to = ends[1], 0 <= from, from < to, to <= 1
        else {
            collector.report(value.mark, "depth \(value.found), expected \(expected)")
            return nil
        }
        return Located(.depth(from...to), at: value.mark)
    }

    /// A pattern, or a list of them.
    private mutating func patterns(_ value: PresetDocument.Value) -> Located<NetworkPart>? {
        let expected = "a pattern of names such as res*.weight"
        var patterns: [String] = []
        if case .sequence = value.content {
            guard let elements = elements(of: value, "a list of patterns") else { return nil }
            let texts = elements.map { text($0, expected) }
            patterns = texts.compactMap(\.self)
            guard patterns.count == texts.count else { return nil }
        } else if let pattern = text(value, expected) {
            patterns = [pattern]
        } else {
            return nil
        }
        guard !patterns.isEmpty, patterns.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 200 }) else {
            collector.report(
                value.mark, "no pattern, or one of more than 200 bytes, expected \(expected)")
            return nil
        }
        return Located(.parameters(patterns), at: value.mark)
    }
}
