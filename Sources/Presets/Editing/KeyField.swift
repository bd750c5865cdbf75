/// A value of a key that is written into a preset's text.
package enum KeyField: Hashable, Sendable {
    /// A time, an easing, a label, a network.
    case text(String)
    /// Numbers by names, in the order in which they are written.
    case numbers([Number])

    /// A number as it is written.
    package struct Number: Hashable, Sendable {
        package let name: String
        package let text: String

        package init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }
    }

    /// In one line, in brackets where it has several parts.
    var inYAML: String {
        switch self {
        case .text(let text): return Self.scalar(text)
        case .numbers(let numbers):
            return "{" + numbers.map { "\($0.name.inYAML): \($0.text)" }.joined(separator: ", ")
                + "}"
        }
    }

    /// Times are no words that YAML could take for something else: `2.5s`, `+4b`, `50%`, `00:00:02:12`.
    private static func scalar(_ text: String) -> String {
        let isTime = (text.first?.isNumber ?? false) || text.first == "+" || text.first == "-"
        let isPlain = text.unicodeScalars.allSatisfy {
            ("0"..."9").contains($0) || ("a"..."z").contains($0)
                || "+-.%".unicodeScalars.contains($0)
        }
        return isTime && isPlain && text.count > 1 ? text : text.inYAML
    }

    /// What a document says where this is written.
    var plain: PlainValue {
        switch self {
        case .text(let text): .scalar(text)
        case .numbers(let numbers):
            .mapping(numbers.map { PlainValue.Entry(name: $0.name, value: .scalar($0.text)) })
        }
    }
}

/// What a document says, without its places: to compare a changed one with what it should be.
indirect enum PlainValue: Hashable {
    case scalar(String)
    case sequence([PlainValue])
    case mapping([Entry])
    case refused

    struct Entry: Hashable {
        let name: String
        var value: PlainValue
    }

    init(_ value: PresetDocument.Value) {
        self =
            switch value.content {
            case .scalar(let text, _): .scalar(text)
            case .sequence(let values): .sequence(values.map(PlainValue.init))
            case .mapping(let entries):
                .mapping(entries.map { Entry(name: $0.key, value: PlainValue($0.value)) })
            case .refused: .refused
            }
    }

    /// The entries of a mapping; none of anything else.
    var entries: [Entry] {
        if case .mapping(let entries) = self { entries } else { [] }
    }
}
