import Timelines

/// An image that is blended from those of two other runs.
struct FrameBlend: Sendable, Equatable {
    /// The run whose image has the share 1 − t.
    let from: Int
    /// The run whose image has the share t.
    let to: Int
    /// t, 0…1.
    let share: Float
}

extension [FrameRun] {
    /// The blend of the images of two anchors that gives a run between them on a straight span; the same
    /// for both directions.
    func blend(of index: Int, between first: Int, and last: Int) -> FrameBlend {
        let isForwards = self[first].image < self[last].image
        let (from, to) = isForwards ? (first, last) : (last, first)
        let (share, _) = position(of: index, from: from, to: to)
        return FrameBlend(from: from, to: to, share: Float(share))
    }

    /// The run between two others whose mixture is closest to the middle of theirs; the same for
    /// both directions.  Nil where none lies between them.
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
        (abs(blend(of: index, between: first, and: last).share - 0.5), self[index].image)
    }

    private func position(
        of index: Int, from: Int, to: Int
    ) -> (share: Double, distance: Double) {
        self[index].mixtures.point.position(
            from: self[from].mixtures.point, to: self[to].mixtures.point)
    }
}
