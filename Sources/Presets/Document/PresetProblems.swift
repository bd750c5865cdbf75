import Files

/// Everything that is wrong with a preset, in reading order.
public struct PresetProblems: Error, Hashable, Sendable {
    /// As the user named it.
    public let file: String
    /// At least one, at most ``limit``.
    public let problems: [Problem]
    /// The number of further problems.
    public let omitted: Int

    /// The most problems that are listed.
    public static let limit = 100

    init(file: String, _ problems: [Problem], omitted: Int = 0) {
        self.file = file
        self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        self.omitted = omitted
    }

    /// Whether nothing is wrong but that files are not there.
    public var areMissingFiles: Bool { omitted == 0 && problems.allSatisfy(\.isMissingFile) }

    /// The problems as one line each: `FILE:LINE:COLUMN: what was found, what was expected`.
    public var headlines: [String] {
        problems.map { "\(file):\($0.line):\($0.column): \($0.message)".printable }
    }
}

extension PresetProblems: CustomStringConvertible {
    /// Each problem's line, the source line and a caret.
    public var description: String {
        let blocks = zip(headlines, problems).map { headline, problem in
            problem.excerpt.isEmpty ? headline : "\(headline)\n\(problem.excerpt)"
        }
        return (blocks + (omitted > 0 ? ["and \(omitted) more"] : [])).joined(separator: "\n")
    }
}

extension PresetProblems {
    /// One mistake in a preset.
    public struct Problem: Hashable, Sendable {
        /// 1….
        public let line: Int
        /// 1…, in Unicode scalars.
        public let column: Int
        /// What was found, what was expected; one line.
        public let message: String
        /// The line of the file, without its break; empty where there is none to show.
        public let sourceLine: String
        /// Whether a file that it names is not there.
        public let isMissingFile: Bool

        init(
            at mark: SourceText.Mark, _ message: String, sourceLine: String,
            isMissingFile: Bool = false
        ) {
            self.isMissingFile = isMissingFile
            line = mark.line
            column = mark.column
            self.message = message
            self.sourceLine = sourceLine
        }

        /// The source line and below it a caret, or nothing where there is no line; a long line is
        /// cut to the neighbourhood of the caret.
        ///
        /// A tab is shown as a blank, and what a terminal would act on as `\u{1b}`; the caret stands
        /// under the column's character as a terminal shows it, also behind wide ones.
        public var excerpt: String {
            let scalars = sourceLine.unicodeScalars.map { $0 == "\t" ? " " : $0 }
            guard !scalars.isEmpty else { return "" }
            let start = column <= 100 ? 0 : min(column - 60, scalars.count)
            let shown = scalars[start...].prefix(120)
            let lead = start > 0 ? "…" : ""
            let tail = scalars.count > start + 120 ? "…" : ""
            let before = scalars[start...].prefix(max(0, column - 1 - start))
            // A problem at the end of a line stands behind its last character.
            let beyond = max(0, column - 1 - start - before.count)
            let width = lead.count + before.reduce(0) { $0 + $1.columns } + beyond
            return "  \(lead)\(shown.map(\.printable).joined())\(tail)\n"
                + "  \(String(repeating: " ", count: width))^"
        }
    }
}
