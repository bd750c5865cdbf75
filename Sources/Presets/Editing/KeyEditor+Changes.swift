/// Where the text of a key is changed; nil where it is written too unusually.
extension KeyEditor {
    /// A field's new value.
    func change(of name: String, to field: KeyField?, in index: Int) -> [Change]? {
        let item = items[index]
        guard case .mapping(let entries) = item.content else { return nil }
        guard let place = entries.firstIndex(where: { $0.key == name }) else {
            return field.map { addition(of: "\(name): \($0.inYAML)", to: item, entries) } ?? []
        }
        guard let field else { return removal(of: place, from: item, entries) }
        return replacement(of: entries[place], by: field)
    }

    private func replacement(
        of entry: PresetDocument.Entry, by field: KeyField
    ) -> [Change]? {
        if case .numbers(let numbers) = field, case .mapping(let old) = entry.value.content,
            Set(old.map(\.key)) == Set(numbers.map(\.name))
        {
            let texts = Dictionary(numbers.map { ($0.name, $0.text) }) { first, _ in first }
            var changes: [Change] = []
            for number in old {
                guard let range = extent.range(of: number.value), let text = texts[number.key]
                else {
                    return nil
                }
                changes.append(Change(range, text))
            }
            return changes
        }
        guard let range = extent.range(of: entry.value) else { return nil }
        if case .mapping = entry.value.content, !extent.isInBrackets(entry.value) {
            // From lines of its own up behind the colon.
            guard let key = extent.lines.index(of: entry.keyMark),
                let colon = extent.lines.scalars[key..<range.lowerBound].lastIndex(of: ":")
            else { return nil }
            return [Change(colon + 1..<range.upperBound, " " + field.inYAML)]
        }
        return [Change(range, field.inYAML)]
    }

    /// A new field behind the others.
    private func addition(
        of text: String, to item: PresetDocument.Value, _ entries: [PresetDocument.Entry]
    ) -> [Change]? {
        guard let range = extent.range(of: item), let first = entries.first,
            let last = entries.last,
            let lastRange = extent.range(of: last.value),
            let start = extent.lines.index(of: first.keyMark)
        else { return nil }
        guard !extent.isInBrackets(item) else {
            return [Change(at: lastRange.upperBound, ", " + text)]
        }
        return [
            Change(
                at: extent.lineEnd(from: range.upperBound),
                extent.lineBreak + extent.indentation(of: start) + text)
        ]
    }

    private func removal(
        of place: Int, from item: PresetDocument.Value, _ entries: [PresetDocument.Entry]
    ) -> [Change]? {
        guard entries.count > 1, let range = extent.range(of: entries[place].value),
            let start = extent.lines.index(of: entries[place].keyMark)
        else { return nil }
        if place == 0 {
            guard let next = extent.lines.index(of: entries[1].keyMark) else { return nil }
            return [Change(start..<next, "")]
        }
        guard let before = extent.range(of: entries[place - 1].value) else { return nil }
        if extent.isInBrackets(item) { return [Change(before.upperBound..<range.upperBound, "")] }
        let end = extent.lineEnd(from: range.upperBound)
        guard extent.isFirstOnLine(start), extent.isLastOnLine(range.upperBound) else { return nil }
        return [Change(extent.lineStart(of: start)..<extent.afterBreak(at: end), "")]
    }
}

extension KeyEditor {
    /// A new key, in brackets, before the one of a number or behind the last.
    func insertion(of text: String, at index: Int) -> [Change]? {
        guard extent.isInBrackets(keys) else { return insertionOfLine(text, at: index) }
        guard let first = items.first.flatMap(extent.range) else { return nil }
        let isOnLines = items.dropFirst().contains {
            extent.range(of: $0).map { extent.isFirstOnLine($0.lowerBound) } ?? false
        }
        if index < items.count {
            guard let next = extent.range(of: items[index]) else { return nil }
            let onLine = isOnLines && extent.isFirstOnLine(next.lowerBound)
            let gap =
                onLine ? extent.lineBreak + extent.indentation(of: next.lowerBound) : " "
            return [Change(at: next.lowerBound, text + "," + gap)]
        }
        guard let last = items.last.flatMap(extent.range) else { return nil }
        let comma = comma(after: last.upperBound)
        let end = comma.map { $0 + 1 } ?? last.upperBound
        guard isOnLines || extent.isFirstOnLine(first.lowerBound) else {
            return [Change(at: end, (comma == nil ? ", " : " ") + text)]
        }
        let line = extent.lineBreak + extent.indentation(of: last.lowerBound) + text
        guard extent.isLastOnLine(end) else {
            return [Change(at: end, (comma == nil ? "," : "") + line)]
        }
        return (comma == nil ? [Change(at: end, ",")] : [])
            + [Change(at: extent.lineEnd(from: end), line)]
    }

    /// A new key on a line of its own.
    private func insertionOfLine(_ text: String, at index: Int) -> [Change]? {
        if index < items.count {
            guard let dash = dash(of: items[index]) else { return nil }
            let start = extent.lineStart(of: dash)
            return [
                Change(at: start, extent.indentation(of: dash) + "- " + text + extent.lineBreak)
            ]
        }
        guard let last = items.last, let dash = dash(of: last), let range = extent.range(of: last)
        else { return nil }
        return [
            Change(
                at: extent.lineEnd(from: range.upperBound),
                extent.lineBreak + extent.indentation(of: dash) + "- " + text)
        ]
    }

    func deletion(of index: Int) -> [Change]? {
        guard let range = extent.range(of: items[index]) else { return nil }
        guard extent.isInBrackets(keys) else {
            guard let dash = dash(of: items[index]), extent.isLastOnLine(range.upperBound) else {
                return nil
            }
            let end = extent.lineEnd(from: range.upperBound)
            return [Change(extent.lineStart(of: dash)..<extent.afterBreak(at: end), "")]
        }
        let comma = comma(after: range.upperBound)
        let end = comma.map { $0 + 1 } ?? range.upperBound
        var changes: [Change] = []
        if index == items.count - 1 {
            guard let before = extent.range(of: items[index - 1]) else { return nil }
            // The comma before it, unless this one has its own.
            if comma == nil, let other = self.comma(after: before.upperBound) {
                changes.append(Change(other..<other + 1, ""))
            }
        }
        if extent.isFirstOnLine(range.lowerBound), extent.isLastOnLine(end) {
            let lineEnd = extent.lineEnd(from: end)
            return changes
                + [
                    Change(
                        extent.lineStart(of: range.lowerBound)..<extent.afterBreak(at: lineEnd), "")
                ]
        }
        // In the middle of a line: the blanks behind its comma go with it, or those before it.
        if index < items.count - 1 {
            return changes + [Change(range.lowerBound..<extent.skippingBlanks(from: end), "")]
        }
        let start = (extent.lines.scalars[..<range.lowerBound].lastIndex { !$0.isBlank } ?? -1) + 1
        return changes + [Change(start..<end, "")]
    }

    /// The comma behind an element, on whichever line.
    private func comma(after index: Int) -> Int? {
        var index = index
        let scalars = extent.lines.scalars
        while index < scalars.count {
            if extent.isComment(index) { index = extent.lineEnd(from: index) }
            guard index < scalars.count else { return nil }
            if scalars[index] == "," { return index }
            guard scalars[index].isBlank || scalars[index].isLineBreak else { return nil }
            index += 1
        }
        return nil
    }

    /// The dash before an element, alone on its line with it.
    private func dash(of item: PresetDocument.Value) -> Int? {
        guard let start = extent.lines.index(of: item.mark) else { return nil }
        let dash = extent.lines.scalars[..<start].lastIndex { !$0.isBlank }
        guard let dash, extent.lines.scalars[dash] == "-", extent.isFirstOnLine(dash) else {
            return nil
        }
        return dash
    }
}
