/// The name of `names` that takes the fewest edits to reach from `text`, for ``didYouMean(_:)``; nil
/// when none is near: more than about a third of the longer one's letters would change, and more than
/// one.
///
/// Edits are insertions, deletions, substitutions and swaps of neighbours (the restricted
/// Damerau–Levenshtein distance).  Case is ignored.  The first of several equally near wins; names
/// beyond the first thousand are not looked at.
package func nearestName(to text: String, in names: [String]) -> String? {
    guard text.count <= 64 else { return nil }
    let typed = Array(text.lowercased())
    var best: (name: String, distance: Int)?
    for name in names.prefix(1000) where name.count <= 64 {
        let distance = editDistance(typed, Array(name.lowercased()))
        let length = max(typed.count, name.count)
        // A name of one other letter has nothing in common with what was typed.
        let isNear = distance <= max(1, (length + 1) / 3) && distance < length
        if isNear, distance < (best?.distance ?? .max) { best = (name, distance) }
    }
    return best?.name
}

/// ` (did you mean 'NAME'?)`, or nothing for no name.
package func didYouMean(_ name: String?) -> String {
    name.map { " (did you mean \($0.quoted)?)" } ?? ""
}

private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var beforePrevious = [Int]()
    var previous = Array(0...second.count)
    for (row, character) in first.enumerated() {
        var current = [row + 1]
        for (column, other) in second.enumerated() {
            let substitution = previous[column] + (character == other ? 0 : 1)
            var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, character == second[column - 1], first[row - 1] == other {
                cost = min(cost, beforePrevious[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[second.count]
}
