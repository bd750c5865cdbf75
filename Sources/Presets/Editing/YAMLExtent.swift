/// Where values of a YAML text end: the parser only says where they begin.
struct YAMLExtent {
    let lines: ScalarLines

    private var scalars: [Unicode.Scalar] { lines.scalars }

    /// From a value's first character to behind its last; nil for one that is written over several lines
    /// without brackets, and for nothing.
    func range(of value: PresetDocument.Value) -> Range<Int>? {
        guard let start = lines.index(of: value.mark) else { return nil }
        if isInBrackets(value) { return bracketEnd(from: start).map { start..<$0 } }
        switch value.content {
        case .scalar(let text, _):
            return text.isEmpty && value.isNothing
                ? nil : lines.scalar(at: value.mark, saying: text)
        case .sequence(let values):
            return values.last.flatMap(range).map { start..<$0.upperBound }
        case .mapping(let entries):
            return (entries.last?.value).flatMap(range).map { start..<$0.upperBound }
        case .refused: return nil
        }
    }

    /// Whether a list or a mapping is written in brackets: `[…]`, `{…}`.
    func isInBrackets(_ value: PresetDocument.Value) -> Bool {
        guard let start = lines.index(of: value.mark) else { return false }
        switch value.content {
        case .sequence: return scalars[start] == "["
        case .mapping: return scalars[start] == "{"
        case .scalar, .refused: return false
        }
    }

    /// Behind the bracket that closes the one at an index; nil where none does.
    private func bracketEnd(from start: Int) -> Int? {
        var (depth, index) = (0, start)
        while index < scalars.count {
            switch scalars[index] {
            case "{", "[": depth += 1
            case "}", "]":
                depth -= 1
                if depth == 0 { return index + 1 }
            case "\"" where beginsToken(index), "'" where beginsToken(index):
                guard let end = quoteEnd(from: index) else { return nil }
                index = end - 1
            case "#" where isComment(index): index = lineEnd(from: index) - 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Whether a quote begins a scalar here: inside one that has none it is a letter like others.
    private func beginsToken(_ index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.isBlank && !$0.isLineBreak }
        return before.map { "{[,:".unicodeScalars.contains($0) } ?? true
    }

    /// Behind the quote that closes the one at an index.
    private func quoteEnd(from start: Int) -> Int? {
        let quote = scalars[start]
        var index = start + 1
        while index < scalars.count {
            if scalars[index] == "\\", quote == "\"" {
                index += 1
            } else if scalars[index] == quote {
                guard quote == "'", index + 1 < scalars.count, scalars[index + 1] == "'" else {
                    return index + 1
                }
                index += 1
            }
            index += 1
        }
        return nil
    }
}

extension YAMLExtent {
    /// The first index of a line.
    func lineStart(of index: Int) -> Int {
        (scalars[..<index].lastIndex { $0.isLineBreak } ?? -1) + 1
    }

    /// Where the break of the line is that an index lies on, or the end of the text.
    func lineEnd(from index: Int) -> Int {
        scalars[index...].firstIndex { $0.isLineBreak } ?? scalars.count
    }

    /// Behind the break that is at an index.
    func afterBreak(at index: Int) -> Int {
        guard index < scalars.count else { return index }
        let isPair =
            scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
        return index + (isPair ? 2 : 1)
    }

    /// The first index from one on that is no blank.
    func skippingBlanks(from index: Int) -> Int {
        scalars[index...].firstIndex { !$0.isBlank } ?? scalars.count
    }

    /// Whether nothing is on the line before an index but blanks.
    func isFirstOnLine(_ index: Int) -> Bool {
        scalars[lineStart(of: index)..<index].allSatisfy(\.isBlank)
    }

    /// Whether nothing is on the line from an index on but blanks and a comment.
    func isLastOnLine(_ index: Int) -> Bool {
        let next = skippingBlanks(from: index)
        return next == scalars.count || scalars[next].isLineBreak || isComment(next)
    }

    /// The blanks before an index as many as are before it on its line, whatever stands there.
    func indentation(of index: Int) -> String {
        String(repeating: " ", count: index - lineStart(of: index))
    }

    /// The text's own break.
    var lineBreak: String {
        guard let index = scalars.firstIndex(where: \.isLineBreak) else { return "\n" }
        return afterBreak(at: index) == index + 2 ? "\r\n" : String(scalars[index])
    }

    func isComment(_ index: Int) -> Bool {
        guard scalars[index] == "#" else { return false }
        return index == 0 || scalars[index - 1].isBlank || scalars[index - 1].isLineBreak
    }
}

extension Unicode.Scalar {
    var isBlank: Bool { self == " " || self == "\t" }
}
