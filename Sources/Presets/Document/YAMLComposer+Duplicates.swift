import Files

extension YAMLComposer {
    /// How often a text of this length is composed again: never more than 4 MiB of it in all, but once.
    private var renamingLimit: Int {
        min(Marker.renamings, max(1, (4 << 20) / max(1, text.utf8.count)))
    }

    /// Gives a key another name of the same width where it stands first; false when the text there is
    /// not the name letter by letter, or too many have been renamed.
    mutating func rename(_ name: String, at mark: SourceMark) -> Bool {
        var lines = ScalarLines(text)
        guard renamed.count < renamingLimit, var start = lines.index(of: mark) else { return false }
        if ["\"", "'"].contains(lines.scalars[start]) { start += 1 }
        let letters = Array(name.unicodeScalars)
        let end = start + letters.count
        guard !letters.isEmpty, end <= lines.scalars.count,
            Array(lines.scalars[start..<end]) == letters
        else { return false }
        let marker = Marker.name(renamed.count)
        lines.scalars.replaceSubrange(
            start..<end, with: repeatElement(marker, count: letters.count))
        var changed = String.UnicodeScalarView()
        changed.append(contentsOf: lines.scalars)
        text = String(changed)
        renamed.append(Located(Marker.shown(name), at: mark))
        return true
    }

    /// Reports the keys that are known to stand twice by their first places, where the second ones are
    /// not to be had.
    mutating func reportRenamed(and name: String, at mark: SourceMark) {
        for key in renamed + [Located(Marker.shown(name), at: mark)] {
            report(
                key.mark ?? .start, "\(key.value.quoted) more than once, expected it once")
        }
    }
}

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
    func index(of mark: SourceMark) -> Int? {
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
