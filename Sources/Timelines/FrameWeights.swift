/// The weights of a timeline's frames by network: the same numbers as those of
/// ``Timeline/mixture(ofFrame:)``, rounded to floats, without a ``Mixture`` for each of many frames.
package struct FrameWeights: Sendable {
    private let timeline: Timeline
    /// Of each keyframe one after another, one a network.
    private let rows: [Double]
    private let count: Int

    /// - Parameter networks: the order of the weights; has every network of the timeline.
    package init(_ timeline: Timeline, networks: [String]) {
        self.timeline = timeline
        count = networks.count
        rows = timeline.keyframes.flatMap { key in networks.map { key.mixture.weight(of: $0) } }
    }

    /// Appends the weights at a time of the pass forwards, one a network.
    package func append(at time: Time, to weights: inout [Float]) {
        let place = timeline.place(at: time)
        let row = place.keyframe * count
        guard place.progress > 0, place.progress < 1 else {
            let start = row + (place.progress > 0 ? count : 0)
            for index in start..<start + count { weights.append(Float(rows[index])) }
            return
        }
        let first = weights.count
        var networks = 0
        for index in row..<row + count {
            let (from, to) = (rows[index], rows[index + count])
            // α = α₀ + p (α₁ − α₀)
            let weight = from + place.progress * (to - from)
            networks += weight > 0 ? 1 : 0
            weights.append(weight > 0 ? Float(min(weight, 1)) : 0)
        }
        // As a mixture of one network has exactly 1.
        guard networks == 1 else { return }
        for index in first..<weights.count where weights[index] > 0 { weights[index] = 1 }
    }
}
