/// Two columns, the first as wide as it needs to be, a line for every row.
///
/// Control characters, which a file's metadata or path may hold, are blanks.
func table(_ rows: [(name: String, value: String)]) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { name, value in
        let line = name + String(repeating: " ", count: width - name.count + 2) + value
        return plain(line) + "\n"
    }.joined()
}

/// Text of one line without control characters.
func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        result.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(result)
}

extension Double {
    /// Rounded, without decimals.
    var wholes: String { "\(Int(rounded()))" }
}
