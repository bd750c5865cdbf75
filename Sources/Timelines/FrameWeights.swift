/// The weights of a timeline's frames by network: the same numbers as those of
/// ``Timeline/mixture(ofFrame:)``, rounded to floats, without a ``Mixture`` for each of many frames.
package struct FrameWeights: Sendable {
    private let timeline: Timeline
    /// Of each keyframe one after another, one a network.
    private let rows: [Double]
    private let count: Int
    /// Networks in the order of their names.
    private let byName: [Int]
    /// Likewise the speeds on smooth ways; empty where there are none.
    private let speeds: [Double]

    /// - Parameter networks: the order of the weights; has every network of the timeline.
    package init(_ timeline: Timeline, networks: [String]) {
        self.timeline = timeline
        count = networks.count
        byName = networks.indices.sorted { networks[$0] < networks[$1] }
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

    /// The weights that are shown, one for each network.
    package func weights(at shown: ShownTime) -> [Float] {
        var weights: [Float] = []
        append(at: shown, to: &weights)
        return weights
    }

    /// Appends the weights that are shown, one for each network.
    package func append(at shown: ShownTime, to weights: inout [Float]) {
        guard !shown.spans.isEmpty else {
            return append(at: timeline.place(at: shown.time), to: &weights)
        }
        let exposure = Exposure(shown, of: timeline).places
        guard exposure.count > 1 else { return append(at: exposure[0].place, to: &weights) }
        var sums = [Double](repeating: 0, count: count)
        for (place, share) in exposure {
            pass(place) { index, weight in sums[index] += share * weight }
        }
        let whole = byName.reduce(0) { $0 + sums[$1] }
        let isOne = sums.count { $0 != 0 } == 1
        weights += sums.map { isOne ? ($0 != 0 ? 1 : 0) : Float($0 / whole) }
    }

    /// The weights a share `progress` of the way from a keyframe to the next, whatever its easing and pace.
    package func weights(from keyframe: Int, at progress: Double) -> [Float] {
        var weights: [Float] = []
        append(at: PathPlace(keyframe: keyframe, progress: progress), to: &weights)
        return weights
    }

    private func append(at place: PathPlace, to weights: inout [Float]) {
        let first = weights.count
        var activeCount = 0
        pass(place) { _, weight in
            activeCount += weight != 0 ? 1 : 0
            weights.append(Float(weight))
        }
        // As a mixture of one network has exactly 1.
        guard activeCount == 1 else { return }
        for index in first..<weights.count where weights[index] != 0 { weights[index] = 1 }
    }

    /// Each network's weight at a place, in the order of networks.
    private func pass(_ place: PathPlace, _ body: (Int, Double) -> Void) {
        let row = place.keyframe * count
        guard place.progress != 0, place.progress != 1 else {
            let start = row + (place.progress == 1 ? count : 0)
            for index in 0..<count { body(index, rows[start + index]) }
            return
        }
        let length = timeline.smooth?.lengths[place.keyframe] ?? 0
        for index in 0..<count {
            let (from, to) = (rows[row + index], rows[row + count + index])
            body(
                index,
                length > 0
                    ? MonotoneCubic.value(
                        from, to, leaving: length * speeds[row + index],
                        arriving: length * speeds[row + count + index], at: place.progress)
                    : Mixture.weight(from, to, at: place.progress))
        }
    }
}
