/// Collects the mistakes of a text; beyond ``PresetProblems/limit`` they are only counted.
struct ProblemCollector {
    let source: SourceText
    private var problems: [PresetProblems.Problem] = []
    private var omitted = 0

    init(source: SourceText, problems: [PresetProblems.Problem] = []) {
        self.source = source
        self.problems = Array(problems.prefix(PresetProblems.limit))
        omitted = max(0, problems.count - PresetProblems.limit)
    }

    var isEmpty: Bool { problems.isEmpty }

    /// Notes a mistake, at the beginning where it has no place.
    mutating func report(
        _ mark: SourceText.Mark?, _ message: @autoclosure () -> String, isMissingFile: Bool = false
    ) {
        guard problems.count < PresetProblems.limit else {
            omitted += 1
            return
        }
        let mark = mark ?? .start
        problems.append(
            PresetProblems.Problem(
                at: mark, message(), sourceLine: source.line(mark.line),
                isMissingFile: isMissingFile))
    }

    func throwProblems() throws(PresetProblems) {
        guard problems.isEmpty else {
            throw PresetProblems(file: source.file, problems, omitted: omitted)
        }
    }
}
