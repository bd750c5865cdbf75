extension [Stretch] {
    /// What blends a stretch's picture from those of two others, between which it lies on a straight
    /// way.  The same for both directions of the way.
    func blend(of index: Int, between first: Int, and last: Int) -> FrameBlend {
        let isForwards = self[first].picture < self[last].picture
        let (from, to) = isForwards ? (first, last) : (last, first)
        let (share, _) = position(of: index, from: from, to: to)
        return FrameBlend(from: from, to: to, share: Float(share))
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

    private func position(
        of index: Int, from: Int, to: Int
    ) -> (share: Double, distance: Double) {
        self[index].mixtures.point.position(
            from: self[from].mixtures.point, to: self[to].mixtures.point)
    }
}
