extension Preset {
    /// The preset's text with other paths in it, all else as it is written.
    ///
    /// - Parameters:
    ///   - reading: what is written for the input, its sound, the weights' file, a mask or a network's file.
    ///   - writing: what is written for an output.
    /// - Throws: a path that is written over several lines.
    public func text(
        reading: (Preset.Path) -> String, writing: (Preset.Path) -> String
    ) throws(PresetProblems) -> String {
        let files = networks.compactMap { network -> Located<Preset.Path>? in
            guard case .file(let path) = network.reference else { return nil }
            return Located(path, at: network.mark)
        }
        let inputs = [input?.file, input?.sound, timeline.source?.file].compactMap(\.self)
        let read = inputs + regions.compactMap(\.maskFile) + files
        let written = outputs.map { Located($0.path, at: $0.mark) }
        let changes =
            read.map { ($0, reading($0.value)) } + written.map { ($0, writing($0.value)) }
        var lines = ScalarLines(source.text)
        // From the end on, so that the places before are still where they were.
        for (path, text) in changes.sorted(by: { ($0.0.mark ?? .start) > ($1.0.mark ?? .start) }) {
            guard let mark = path.mark, path.value.written != text else { continue }
            guard let range = lines.scalar(at: mark, saying: path.value.written) else {
                throw problem("a path over several lines, expected it on one", at: mark)
            }
            lines.scalars.replaceSubrange(range, with: text.inYAML.unicodeScalars)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: lines.scalars)
        return String(text)
    }
}

extension ScalarLines {
    /// The range of a scalar with its quotes; nil for one that is not on a single line.
    fileprivate func scalar(at mark: SourceText.Mark, saying text: String) -> Range<Int>? {
        guard let start = index(of: mark) else { return nil }
        let quote = scalars[start]
        guard quote == "'" || quote == "\"" else {
            let end = start + text.unicodeScalars.count
            return end <= scalars.count && scalars[start..<end].elementsEqual(text.unicodeScalars)
                ? start..<end : nil
        }
        var end = start + 1
        while end < scalars.count, !scalars[end].isLineBreak {
            let isDoubled = end + 1 < scalars.count && scalars[end + 1] == "'"
            switch scalars[end] {
            case "\\" where quote == "\"": end += 2
            case "'" where quote == "'" && isDoubled: end += 2
            case quote: return start..<end + 1
            default: end += 1
            }
        }
        return nil
    }
}

extension String {
    /// As YAML reads it: without quotes where nothing in it has a meaning of its own.
    fileprivate var inYAML: String {
        let isPlain = unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "/._-+".unicodeScalars.contains(scalar)
        }
        if isPlain, let first, first.isLetter || first == "/" { return self }
        var quoted = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }
}
