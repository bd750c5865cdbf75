import Files

extension YAMLComposer {
    /// How often a text of this length is composed again: never more than 4 MiB of it in all, but once.
    private var renamingLimit: Int {
        min(Marker.renamings, max(1, (4 << 20) / max(1, text.utf8.count)))
    }

    /// Gives a key another name of the same width where it stands first; false when the text there is
    /// not the name letter by letter, or too many have been renamed.
    mutating func rename(_ name: String, at mark: SourceText.Mark) -> Bool {
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
    mutating func reportRenamed(and name: String, at mark: SourceText.Mark) {
        for key in renamed + [Located(Marker.shown(name), at: mark)] {
            report(
                key.mark ?? .start, "\(key.value.quoted) more than once, expected it once")
        }
    }
}
