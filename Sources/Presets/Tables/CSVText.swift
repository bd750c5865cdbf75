import Files

/// The rows of a text of comma-separated values (RFC 4180); lines end as in any text.
struct CSVText {
    /// A value and where it begins.
    struct Cell {
        /// Without its quotes, and without blanks around it.
        let text: String
        let mark: SourceText.Mark
    }

    /// A line that is not empty.
    struct Row {
        let cells: [Cell]
        /// The number of the line, 1….
        let line: Int
    }

    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var (line, column) = (1, 1)

    init(_ source: SourceText) {
        scalars = source.text.unicodeScalars
        index = scalars.startIndex
    }

    /// The next row; nil after the last.  Values with a quote that does not end are reported.
    mutating func next(_ collector: inout ProblemCollector) -> Row? {
        while index < scalars.endIndex {
            let number = line
            var cells = [cell(&collector)]
            while take(",") { cells.append(cell(&collector)) }
            endLine()
            if cells.count > 1 || !cells[0].text.isEmpty { return Row(cells: cells, line: number) }
        }
        return nil
    }

    private var current: Unicode.Scalar? { index < scalars.endIndex ? scalars[index] : nil }

    private mutating func advance() {
        scalars.formIndex(after: &index)
        column += 1
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        advance()
        return true
    }

    private mutating func endLine() {
        guard let end = current else { return }
        advance()
        if end == "\r", current == "\n" { advance() }
        (line, column) = (line + 1, 1)
    }

    private mutating func skipBlanks() {
        while current == " " || current == "\t" { advance() }
    }

    private mutating func cell(_ collector: inout ProblemCollector) -> Cell {
        skipBlanks()
        let mark = SourceText.Mark(line: line, column: column)
        let text = current == "\"" ? quoted(mark, &collector) : plain()
        return Cell(text: text, mark: mark)
    }

    private mutating func plain() -> String {
        var text = String.UnicodeScalarView()
        while let scalar = current, scalar != ",", !scalar.isLineBreak {
            text.append(scalar)
            advance()
        }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }

    /// A value in quotes, in which two stand for one.
    private mutating func quoted(
        _ mark: SourceText.Mark, _ collector: inout ProblemCollector
    ) -> String {
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = current, !scalar.isLineBreak {
            advance()
            guard scalar == "\"" else {
                text.append(scalar)
                continue
            }
            if take("\"") {
                text.append(scalar)
                continue
            }
            skipBlanks()
            guard let next = current, next != ",", !next.isLineBreak else { return String(text) }
            collector.report(
                SourceText.Mark(line: line, column: column),
                "\(String(next).quoted) after a value in quotes, expected a comma")
            _ = plain()
            return String(text)
        }
        collector.report(mark, "a quote without its end, expected '\"' on the same line")
        return String(text)
    }
}
