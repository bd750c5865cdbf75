import Files

/// Two columns, the first as wide as it needs to be, a line for every row.
///
/// Characters that a terminal would act on, which a file's metadata or path may hold, are written out.
func table(_ rows: [(name: String, value: String)]) -> String {
    let rows = rows.map { ($0.name.printable, $0.value.printable) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
        name + String(repeating: " ", count: width - name.count + 2) + value + "\n"
    }.joined()
}

extension Double {
    /// Rounded, without decimals.
    var wholes: String { "\(Int(rounded()))" }
}
