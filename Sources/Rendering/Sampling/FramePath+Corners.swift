extension FramePath {
    /// Marks as corners only the first and the last stretch, holds, and those where the path through
    /// the mixtures changes its direction: between two corners it runs straight and never back.
    mutating func findCorners() {
        var start = 0
        for index in frames.indices.dropFirst().dropLast() {
            isCorner[index] =
                frames[index].count > 1 || !isStraight(from: start, through: index, to: index + 1)
            if isCorner[index] { start = index }
        }
    }

    private func isStraight(from start: Int, through index: Int, to end: Int) -> Bool {
        let (share, distance) = weights(of: index).position(
            from: weights(of: start), to: weights(of: end))
        return share > 0 && share < 1 && distance <= Self.straightness
    }

    /// How far a mixture on a straight way may lie beside it: what rounding α to floats may do.
    private static var straightness: Double { 1e-6 }
}

extension RandomAccessCollection<Float> where Index == Int {
    /// Where a mixture m lies as seen from a to b: the share t of its nearest point a + t (b − a),
    /// and its distance from that.
    func position(from start: Self, to end: Self) -> (share: Double, distance: Double) {
        var (length, along) = (0.0, 0.0)
        for offset in 0..<count {
            let from = Double(start[start.startIndex + offset])
            let way = Double(end[end.startIndex + offset]) - from
            let own = Double(self[startIndex + offset]) - from
            length += way * way
            along += own * way
        }
        guard length > 0 else { return (0, .infinity) }
        // t = (m − a)·(b − a) / |b − a|²
        let share = along / length
        var rest = 0.0
        for offset in 0..<count {
            let from = Double(start[start.startIndex + offset])
            let way = Double(end[end.startIndex + offset]) - from
            let distance = Double(self[startIndex + offset]) - from - share * way
            rest += distance * distance
        }
        return (share, rest.squareRoot())
    }
}
