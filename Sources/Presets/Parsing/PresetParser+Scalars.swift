import Timelines

extension PresetParser {
    /// The characters of a scalar, quoted or not.
    mutating func text(_ value: DocumentValue, _ expected: String) -> String? {
        guard case .scalar(let text, _) = value.content, !value.isNothing else {
            if !value.isRefused {
                let found = value.isNothing ? "nothing" : value.found
                collector.report(value.mark, "\(found), expected \(expected)")
            }
            return nil
        }
        return text
    }

    /// Where a scalar's text has its character of that number, 0…; the scalar's own place where the file
    /// writes the text in another way.
    func mark(of position: Int, in text: String, _ value: DocumentValue) -> SourceMark {
        let mark = value.mark
        let rest = source.line(mark.line).unicodeScalars.dropFirst(mark.column - 1)
        let quotes = rest.first == "'" || rest.first == "\"" ? 1 : 0
        guard rest.dropFirst(quotes).starts(with: text.unicodeScalars) else { return mark }
        return SourceMark(line: mark.line, column: mark.column + quotes + position)
    }

    /// A whole number without quotes; reports nothing.
    func whole(_ value: DocumentValue) -> Int? {
        guard case .scalar(let text, isPlain: true) = value.content else { return nil }
        return StrictNumber.whole(text)
    }

    /// A whole number without quotes and within a range.
    mutating func whole(
        _ key: String, _ value: DocumentValue, in range: ClosedRange<Int>
    ) -> Int? {
        if let number = whole(value), range.contains(number) { return number }
        guard !value.isRefused else { return nil }
        collector.report(
            value.mark,
            "\(key) \(value.found), expected a whole number from \(range.lowerBound)"
                + " to \(range.upperBound)")
        return nil
    }

    /// A path, relative to the preset's folder.
    mutating func path(_ value: DocumentValue, _ expected: String) -> PresetPath? {
        guard let text = text(value, expected) else { return nil }
        guard !text.isEmpty, !text.unicodeScalars.contains("\0") else {
            collector.report(value.mark, PresetValueError.path(text).description)
            return nil
        }
        return PresetPath(text, inPreset: source.file)
    }

    /// A scalar that another type reads; its error is reported with the place.
    mutating func parsed<Value>(
        _ value: DocumentValue, _ expected: String,
        _ parse: (String) throws(TimelineError) -> Value
    ) -> Value? {
        guard let text = text(value, expected) else { return nil }
        do throws(TimelineError) { return try parse(text) } catch {
            collector.report(value.mark, error.description)
            return nil
        }
    }
}
