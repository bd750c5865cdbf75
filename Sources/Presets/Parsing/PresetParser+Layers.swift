import Files
import Foundation
import Imaging
import Timelines

extension PresetParser {
    /// The layers in the order of the file; none where there is no such list.
    mutating func layers(_ fields: MappingFields, _ context: KeyContext) -> [PresetLayer] {
        list("layers", in: fields, atMost: PresetLayer.limit) { $0.layer($1, context) }
    }

    private mutating func layer(
        _ value: PresetDocument.Value, _ context: KeyContext
    ) -> PresetLayer? {
        guard let fields = fields(of: value, "a layer", ["depth", "parameters", "mix", "keys"])
        else { return nil }
        let part = part(in: fields)
        let keys = ownKeys(fields, context)
        guard let part, let keys else { return nil }
        return PresetLayer(part: part.part, marks: part.marks, keys: keys)
    }

    private typealias MarkedPart = (part: NetworkPart, marks: [SourceText.Mark])

    private mutating func part(in fields: MappingFields) -> MarkedPart? {
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
    private mutating func depth(_ value: PresetDocument.Value) -> MarkedPart? {
        let expected = "two shares of the depth, the smaller one first, such as 0%-40%"
        guard let text = text(value, expected) else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
            let end = end.trimmingCharacters(in: .whitespaces)
            return end.hasSuffix("%") ? StrictNumber.decimal(end.dropLast()).map { $0 / 100 } : nil
        }
        guard ends.count == 2, let from = ends[0], let to = ends[1], 0 <= from, from < to, to <= 1
        else {
            collector.report(value.mark, "depth \(value.found), expected \(expected)")
            return nil
        }
        return (.depth(from...to), [value.mark])
    }

    /// A pattern, or a list of them.
    private mutating func patterns(_ value: PresetDocument.Value) -> MarkedPart? {
        let expected = "a pattern of names such as res*.weight"
        var elements = [value]
        if case .sequence(let listed) = value.content { elements = listed }
        if elements.isEmpty { collector.report(value.mark, "no pattern, expected \(expected)") }
        var patterns: [String] = []
        for element in elements {
            guard let pattern = text(element, expected) else { continue }
            patterns.append(pattern)
            if pattern.isEmpty {
                collector.report(element.mark, "an empty pattern, expected \(expected)")
            }
        }
        guard !elements.isEmpty, patterns.count == elements.count else { return nil }
        return (.parameters(patterns), elements.map(\.mark))
    }
}
