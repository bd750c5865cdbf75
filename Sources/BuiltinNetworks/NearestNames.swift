/// The names most like a mistyped one, nearest first, at most three; none when all differ in more
/// than half of their letters.
func nearestNames(to name: String, in known: [String]) -> [String] {
    known.map { ($0, editDistance(name.lowercased(), $0.lowercased())) }
        .filter { $0.1 * 2 <= max(name.count, $0.0.count) }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        .prefix(3).map(\.0)
}

/// The least number of letters to insert, delete or replace to turn one text into the other
/// (Levenshtein): d(i, j) = min(d(i−1, j) + 1, d(i, j−1) + 1, d(i−1, j−1) + [aᵢ ≠ bⱼ]).
private func editDistance(_ first: String, _ second: String) -> Int {
    // A name too long to be one of ours need not be compared to its end.
    let first = Array(first.prefix(200))
    let second = Array(second.prefix(200))
    var row = Array(0...second.count)
    for (i, a) in first.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in second.enumerated() {
            let replaced = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
        }
    }
    return row[second.count]
}
