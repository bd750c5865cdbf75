import Yams

extension YAMLComposer {
    mutating func report(syntaxError error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _):
            report(grammar: problem, context, at: SourceText.Mark(mark))
        case YamlError.composer(_, let problem, let mark, _):
            let isSecond = problem.contains("another document")
            report(
                SourceText.Mark(mark),
                isSecond ? "a second document, expected one" : "\(problem), expected one document")
        case YamlError.memory:
            report(.start, "nested deeper than \(Self.depthLimit) levels, expected a preset")
        default: report(.start, "unreadable YAML, expected a preset")
        }
    }

    private mutating func report(
        grammar problem: String, _ context: YamlError.Context?, at mark: SourceText.Mark
    ) {
        if problem.hasPrefix("Maximum nesting level") {
            return report(mark, "nested deeper than \(Self.depthLimit) levels, expected a preset")
        }
        let lines = ScalarLines(text)
        if let alias = lastAlias(before: mark, in: lines) {
            return report(alias, "an anchor or alias, expected the value itself")
        }
        if lines.index(of: mark).map({ lines.scalars[$0] }) == "\t" {
            return report(mark, "a tab in the indentation, expected spaces")
        }
        let text = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
        report(mark, "no YAML (\(problem)\(text)), expected YAML 1.2")
    }

    /// The last thing that looks like an anchor or alias on the line of a mark or the one before it:
    /// with its marker hidden it is what broke the grammar.
    private func lastAlias(before mark: SourceText.Mark, in lines: ScalarLines) -> SourceText.Mark?
    {
        for number in [mark.line, mark.line - 1] {
            let line = Array(lines.line(number).prefix(number == mark.line ? mark.column : .max))
            let found = line.indices.last {
                Marker.isAlias(line[$0])
                    && ($0 == 0 || " [{,:-".unicodeScalars.contains(line[$0 - 1]))
            }
            if let found { return SourceText.Mark(line: number, column: found + 1) }
        }
        return nil
    }
}
