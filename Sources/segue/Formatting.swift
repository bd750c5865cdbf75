import Files
import Foundation

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

/// A time of which at most two digits mean something: `0.4 s`, `12 s`, `3.5 min`, `21 h`, `2.4 days`.
func approximateTime(_ seconds: Double) -> String {
    let units = [("s", 1.0), ("min", 60), ("h", 3600), ("days", 86_400)]
    return approximate(seconds, units, next: [95, 95, 48])
}

/// Bytes of which at most two digits mean something: `0 MB`, `0.4 MB`, `85 MB`, `840 MB`, `1.2 GB`.
func approximateBytes(_ bytes: Int) -> String {
    approximate(Double(bytes) / 1e6, [("MB", 1), ("GB", 1e3), ("TB", 1e6)], next: [995, 995])
}

/// A number of 0 or more in the first unit of which there are fewer than `next`, or in the last.
private func approximate(
    _ value: Double, _ units: [(name: String, size: Double)], next: [Double]
) -> String {
    let place = next.indices.first { value / units[$0].size < next[$0] } ?? units.count - 1
    let number = value / units[place].size
    guard number >= 9.95 else {
        return "\(decimal(number, digits: 1).replacing(".0", with: "")) \(units[place].name)"
    }
    let step = pow(10, max(0, floor(log10(number)) - 1))
    return "\(Int(min((number / step).rounded() * step, 1e15))) \(units[place].name)"
}
