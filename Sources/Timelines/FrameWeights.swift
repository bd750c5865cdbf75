/// The weights of a timeline's frames by network: the same numbers as those of
/// ``Timeline/mixture(ofFrame:)``, rounded to floats, without a ``Mixture`` for each of many frames.
package struct FrameWeights: Sendable {
    private let timeline: Timeline
    /// Of each keyframe one after another, one a network.
    private let rows: [Double]
    private let count: Int
    /// Likewise the speeds on smooth ways; empty where there are none.
    private let speeds: [Double]

    /// - Parameter networks: the order of the weights; has every network of the timeline.
    package init(_ timeline: Timeline, networks: [String]) {
        self.timeline = timeline
        count = networks.count
        rows = timeline.keyframes.flatMap { key in networks.map { key.mixture.weight(of: $0) } }
        speeds = timeline.smooth.map { Self.speeds($0, of: networks) } ?? []
    }

    /// In another order of networks.
    private static func speeds(_ smooth: SmoothSpeeds, of networks: [String]) -> [Double] {
        let places = networks.map { smooth.networks.firstIndex(of: $0) }
        return stride(from: 0, to: smooth.speeds.count, by: smooth.networks.count).flatMap { row in
            places.map { place in place.map { smooth.speeds[row + $0] } ?? 0 }
        }
    }

    /// The weights at a time of the pass forwards, one for each network.
    package func weights(at time: Time) -> [Float] {
        var weights: [Float] = []
        append(at: time, to: &weights)
        return weights
    }

    /// Appends the weights at a time of the pass forwards, one for each network.
    package func append(at time: Time, to weights: inout [Float]) {
        let place = timeline.place(at: time)
        let row = place.keyframe * count
        guard place.progress != 0, place.progress != 1 else {
            let start = row + (place.progress == 1 ? count : 0)
            for index in start..<start + count { weights.append(Float(rows[index])) }
            return
        }
        let first = weights.count
        let length = timeline.smooth?.lengths[place.keyframe] ?? 0
        var activeCount = 0
        for index in row..<row + count {
            let weight =
                length > 0
                ? SmoothSpeeds.weight(
                    rows[index], rows[index + count], leaving: length * speeds[index],
                    arriving: length * speeds[index + count], at: place.progress)
                : Mixture.weight(rows[index], rows[index + count], at: place.progress)
            activeCount += weight != 0 ? 1 : 0
            weights.append(Float(weight))
        }
        // As a mixture of one network has exactly 1.
        guard activeCount == 1 else { return }
        for index in first..<weights.count where weights[index] != 0 { weights[index] = 1 }
    }
}
