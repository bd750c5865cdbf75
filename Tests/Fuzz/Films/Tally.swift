import Foundation

/// What came of the mutated films of a kind.
struct Tally {
    let kind: String
    /// Findings: the film's path and what happened.
    var findings: [String] = []
    private var same = 0
    private var changed = 0
    private var codes: [String: Int] = [:]
    private var messages: [String: Int] = [:]
    private var peak = 0

    init(kind: String) { self.kind = kind }

    /// Counts a film that was read.
    ///
    /// - Parameter code: the exit code that its outcome stands for.
    mutating func add(peak: Int, code: String, message: String) {
        self.peak = max(self.peak, peak)
        if code == "0" {
            if message == "same" { same += 1 } else { changed += 1 }
            return
        }
        codes[code, default: 0] += 1
        let text = message.map { $0.isNumber ? "#" : String($0) }.joined()
        messages[text.replacing(/#[#.]*/, with: "#"), default: 0] += 1
    }

    private var row: [String] {
        let refused = codes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return [
            kind, "\(same + changed + codes.values.reduce(0, +))", "\(same)", "\(changed)",
            refused.joined(separator: ", "), "\(findings.count)", "\(peak / 1000)",
        ]
    }

    /// One row for each kind.
    static func table(_ tallies: [Tally]) -> String {
        let head = ["kind", "films", "same frames", "other frames", "refused", "found", "peak MB"]
        let rows = [head] + tallies.map(\.row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
                .joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// The messages, the most frequent first.
    var messageLines: String {
        messages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(kind)  \($0.value)  \($0.key)" }.joined(separator: "\n")
    }

    /// A line for each finding.
    var findingLines: String { findings.map { "FOUND \($0)\n" }.joined() }
}
