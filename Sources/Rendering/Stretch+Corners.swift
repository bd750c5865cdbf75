extension [Stretch] {
    /// Marks as corners only the first and the last stretch, holds, and those where the path through
    /// the mixtures changes its direction: between two corners it runs straight and never back.
    mutating func findCorners() {
        var start = 0
        for index in indices.dropFirst().dropLast() {
            self[index].isCorner =
                self[index].frames.count > 1
                || !isStraight(from: start, through: index, to: index + 1)
            if self[index].isCorner { start = index }
        }
    }

    /// What blends a stretch's picture from those of two others, between which it lies on a straight
    /// way.  The same for both directions of the way.
    func blend(of index: Int, between first: Int, and last: Int) -> Blend {
        let isForwards = self[first].picture < self[last].picture
        let (from, to) = isForwards ? (first, last) : (last, first)
        let (share, _) = position(of: index, from: from, to: to)
        return Blend(from: from, to: to, share: Float(share))
    }

    /// The stretch between two others whose mixture is closest to the middle of theirs; the same for
    /// both directions of the way.  Nil where none lies between them.
    func middle(between first: Int, and last: Int) -> Int? {
        guard first + 1 < last else { return nil }
        var (low, high) = (first, last)
        while high - low > 1 {
            let index = (low + high) / 2
            if position(of: index, from: first, to: last).share < 0.5 {
                low = index
            } else {
                high = index
            }
        }
        let nearest = [low, high].filter { $0 > first && $0 < last }
        return nearest.min {
            rank($0, between: first, and: last) < rank($1, between: first, and: last)
        }
    }

    private func rank(_ index: Int, between first: Int, and last: Int) -> (Float, Int) {
        (abs(blend(of: index, between: first, and: last).share - 0.5), self[index].picture)
    }

    private func isStraight(from start: Int, through index: Int, to end: Int) -> Bool {
        let (share, distance) = position(of: index, from: start, to: end)
        return share > 0 && share < 1 && distance <= Self.straightness
    }

    /// How far a mixture on a straight way may lie beside it: what rounding α to floats may do.
    private static var straightness: Double { 1e-6 }

    /// Where a mixture m lies as seen from a to b: the share t of its nearest point a + t (b − a),
    /// and its distance from that.
    private func position(
        of index: Int, from: Int, to: Int
    ) -> (share: Double, distance: Double) {
        let start = self[from].weights.map(Double.init)
        let way = zip(self[to].weights, start).map { Double($0) - $1 }
        let own = zip(self[index].weights, start).map { Double($0) - $1 }
        let length = way.reduce(0) { $0 + $1 * $1 }
        guard length > 0 else { return (0, .infinity) }
        // t = (m − a)·(b − a) / |b − a|²
        let share = zip(own, way).reduce(0) { $0 + $1.0 * $1.1 } / length
        let rest = zip(own, way).reduce(0) { sum, pair in
            sum + (pair.0 - share * pair.1) * (pair.0 - share * pair.1)
        }
        return (share, rest.squareRoot())
    }
}
