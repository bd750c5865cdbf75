/// Collects the mistakes of a text; beyond ``PresetProblems/limit`` they are only counted.
struct ProblemCollector {
    let source: SourceText
    private var problems: [PresetProblem] = []
    private var omitted = 0

    init(source: SourceText, problems: [PresetProblem] = []) {
        self.source = source
        self.problems = Array(problems.prefix(PresetProblems.limit))
        omitted = max(0, problems.count - PresetProblems.limit)
    }

    var isEmpty: Bool { problems.isEmpty }

    /// Notes a mistake, at the beginning where it has no place.
    mutating func report(
        _ mark: SourceMark?, _ message: @autoclosure () -> String, isMissingFile: Bool = false
    ) {
        guard problems.count < PresetProblems.limit else {
            omitted += 1
            return
        }
        let mark = mark ?? .start
        problems.append(
            PresetProblem(
                at: mark, message(), sourceLine: source.line(mark.line),
                isMissingFile: isMissingFile))
    }

    func throwProblems() throws(PresetProblems) {
        guard problems.isEmpty else {
            throw PresetProblems(file: source.file, problems, omitted: omitted)
        }
    }
}
