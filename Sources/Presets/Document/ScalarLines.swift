/// A text's scalars, to be found by line and column.
struct ScalarLines {
    var scalars: [Unicode.Scalar]
    /// The index of each line's first scalar.
    private let starts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar.isLineBreak {
            let isFirstHalf =
                scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            if !isFirstHalf { starts.append(index + 1) }
        }
        self.starts = starts
    }

    /// The index of the scalar at a mark; nil beyond the text.
    func index(of mark: SourceText.Mark) -> Int? {
        guard starts.indices.contains(mark.line - 1) else { return nil }
        let index = starts[mark.line - 1] + mark.column - 1
        return scalars.indices.contains(index) ? index : nil
    }

    /// A line, 1…, with its break; empty beyond the text.
    func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        guard starts.indices.contains(number - 1) else { return [] }
        return scalars[
            starts[number - 1]..<(number < starts.count ? starts[number] : scalars.count)]
    }
}
