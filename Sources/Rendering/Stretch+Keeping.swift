extension [Stretch] {
    /// Decides which pictures are kept from one stretch to the next that shows the same.
    ///
    /// Never more than `limit` are kept at a time; where there would be more, the one that is needed
    /// last gives way, which is the choice that computes the fewest anew (L. Belady, "A study of
    /// replacement algorithms for a virtual-storage computer", 1966).
    mutating func keepPictures(atMost limit: Int) {
        let needs = nextShowings()
        // Stretches whose pictures are kept, the one that is needed first at the end.
        var kept: [Int] = []
        for index in indices {
            if let last = kept.last, needs[last] == index { kept.removeLast() }
            let need = needs[index]
            guard need < count else { continue }
            keep(index, until: need)
            kept.insert(index, at: kept.lastIndex { needs[$0] > need }.map { $0 + 1 } ?? 0)
            if kept.count > limit {
                let farthest = kept.removeFirst()
                forget(farthest, before: needs[farthest])
            }
        }
    }

    /// How often a network runs when nothing is blended.
    var inferenceCount: Int { reduce(0) { $0 + ($1.source == nil ? $1.networks : 0) } }

    /// How many pictures are computed when nothing is blended.
    var pictureCount: Int { count { $0.source == nil } }

    /// How many pictures are kept at a time at most.
    var mostKept: Int {
        var (kept, most) = (0, 0)
        for stretch in self {
            kept += (stretch.isKept ? 1 : 0) - (stretch.source == nil ? 0 : 1)
            most = Swift.max(most, kept)
        }
        return most
    }

    /// For every stretch the next one that shows its picture, or `count` where none does.
    private func nextShowings() -> [Int] {
        var next = [Int](repeating: count, count: count)
        // A part of a film has the film's numbers.
        var latest = [Int](repeating: count, count: (map(\.picture).max() ?? -1) + 1)
        for index in indices.reversed() {
            next[index] = latest[self[index].picture]
            latest[self[index].picture] = index
        }
        return next
    }

    private mutating func keep(_ index: Int, until need: Int) {
        self[index].isKept = true
        self[need].source = index
    }

    private mutating func forget(_ index: Int, before need: Int) {
        self[index].isKept = false
        self[need].source = nil
    }
}
