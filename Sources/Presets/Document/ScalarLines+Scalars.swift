extension ScalarLines {
    /// The range of a scalar with its quotes; nil for one that is not on a single line.
    func scalar(at mark: SourceText.Mark, saying text: String) -> Range<Int>? {
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
    var inYAML: String {
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
