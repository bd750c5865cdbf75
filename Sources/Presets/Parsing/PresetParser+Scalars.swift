import Files
import Timelines

extension PresetParser {
    /// The characters of a scalar, quoted or not.
    mutating func text(_ value: PresetDocument.Value, _ expected: String) -> String? {
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
    func mark(of position: Int, in text: String, _ value: PresetDocument.Value) -> SourceText.Mark {
        let mark = value.mark
        let rest = source.line(mark.line).unicodeScalars.dropFirst(mark.column - 1)
        let quotes = rest.first == "'" || rest.first == "\"" ? 1 : 0
        guard rest.dropFirst(quotes).starts(with: text.unicodeScalars) else { return mark }
        return SourceText.Mark(line: mark.line, column: mark.column + quotes + position)
    }

    /// A whole number without quotes; reports nothing.
    func whole(_ value: PresetDocument.Value) -> Int? {
        guard case .scalar(let text, isPlain: true) = value.content else { return nil }
        return StrictNumber.whole(text)
    }

    /// A whole number without quotes and within a range.
    mutating func whole(
        _ key: String, _ value: PresetDocument.Value, in range: ClosedRange<Int>
    ) -> Int? {
        if let number = whole(value), range.contains(number) { return number }
        guard !value.isRefused else { return nil }
        collector.report(
            value.mark,
            "\(key) \(value.found), expected a whole number from \(range.lowerBound)"
                + " to \(range.upperBound)")
        return nil
    }

    /// One of the words of a type; another one is reported with the nearest.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ value: PresetDocument.Value, of choices: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        let names = choices.allCases.map(\.rawValue)
        guard let text = text(value, names.listed) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            collector.report(
                value.mark,
                "\(key) \(text.quoted), expected \(names.listed)" + suggestion(text, names))
            return nil
        }
        return choice
    }

    /// A path, relative to the preset's folder.
    mutating func path(_ value: PresetDocument.Value, _ expected: String) -> Preset.Path? {
        guard let text = text(value, expected) else { return nil }
        guard !text.isEmpty, !text.unicodeScalars.contains("\0") else {
            collector.report(value.mark, PresetValueError.path(text).description)
            return nil
        }
        return Preset.Path(text, inPreset: source.file)
    }

    /// A scalar that another type reads; its error is reported with the place.
    mutating func parsed<Value>(
        _ value: PresetDocument.Value, _ expected: String,
        _ parse: (String) throws(TimelineError) -> Value
    ) -> Value? {
        guard let text = text(value, expected) else { return nil }
        do throws(TimelineError) { return try parse(text) } catch {
            collector.report(value.mark, error.description)
            return nil
        }
    }
}

extension PresetParser {
    /// Numbers as a preset writes them: decimal digits, with at most a minus and a point.
    ///
    /// None of YAML 1.1's readings: no octal (`010` is ten), `0x10`, `1_000`, `1:30`, `.inf`, `.nan`,
    /// nor an exponent.
    enum StrictNumber {
        /// `12`, `-1`, `0.25`, `.5`; nil for anything else, and beyond 17 digits on a side.
        static func decimal(_ text: some StringProtocol) -> Double? {
            let digits = text.hasPrefix("-") ? Substring(text).dropFirst() : Substring(text)
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, let whole = parts.first, whole.count + parts.count > 1,
                parts.dropFirst().allSatisfy({ !$0.isEmpty }),
                parts.allSatisfy({ $0.utf8.count <= 17 && $0.utf8.allSatisfy(isDigit) })
            else { return nil }
            return Double("\(text.hasPrefix("-") ? "-" : "")\(whole.isEmpty ? "0" : "")\(digits)")
        }

        /// `12`, `-1`; nil for anything else, and beyond 17 digits.
        static func whole(_ text: String) -> Int? {
            text.contains(".") ? nil : decimal(text).flatMap { Int(exactly: $0) }
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    }
}
