/// The speeds at which weights pass the keyframes of smooth ways.
///
/// Each weight is a ``MonotoneCubic`` through the keyframes.  At each keyframe the speeds of the weights that
/// grow are then made to add up to those of the weights that shrink, by lowering the larger ones.  So the sum
/// stays 1 between keyframes, and no weight leaves what it has at the two around it.
struct SmoothSpeeds: Hashable, Sendable {
    /// In the order of their names.
    let networks: [String]
    /// Of each keyframe one after another: its weights, one a network.
    let weights: [Double]
    /// Likewise: changes a second.
    let speeds: [Double]
    /// Of each keyframe: seconds from the end of its hold to the next one if that way is smooth, else 0.
    let lengths: [Double]

    /// What is shown before the first keyframe and after the last.
    enum Seam {
        /// The end does not go over into the start.  The weights come to rest where a mixture stays, and where
        /// they turn back.
        case rest(start: Bool, end: Bool)
        /// The end goes over into the start.
        case periodic
    }

    /// Nil where no way is smooth.
    init?(_ keyframes: [Keyframe], _ seam: Seam) {
        let lengths = Self.lengths(keyframes)
        guard lengths.contains(where: { $0 > 0 }) else { return nil }
        let networks = Set(keyframes.flatMap { $0.mixture.components.map(\.network) }).sorted()
        let weights = keyframes.flatMap { key in networks.map { key.mixture.weight(of: $0) } }
        (self.networks, self.weights, self.lengths) = (networks, weights, lengths)
        let ways = Ways(
            weights: weights, networks: networks.count, lengths: lengths,
            holds: keyframes.map(\.hold.seconds), seam: seam)
        speeds = keyframes.indices.flatMap { ways.speeds(at: $0) }
    }

    private static func lengths(_ keyframes: [Keyframe]) -> [Double] {
        keyframes.indices.map { index in
            let key = keyframes[index]
            guard index + 1 < keyframes.count, key.interpolation == .smooth,
                key.easing == .linear, let start = try? key.end(),
                let length = try? keyframes[index + 1].time.subtracting(start)
            else { return 0 }
            return max(0, length.seconds)
        }
    }

    /// The mixture a share of the way from a keyframe whose way is smooth to the next.
    func mixture(from keyframe: Int, at share: Double) -> Mixture {
        let (row, count) = (keyframe * networks.count, networks.count)
        return Mixture(
            components: networks.indices.compactMap { index in
                let weight = MonotoneCubic.value(
                    weights[row + index], weights[row + count + index],
                    leaving: lengths[keyframe] * speeds[row + index],
                    arriving: lengths[keyframe] * speeds[row + count + index], at: share)
                return weight != 0
                    ? Mixture.Component(network: networks[index], weight: weight) : nil
            })
    }
}

/// The ways between keyframes, by whose slopes the speeds are found.
private struct Ways {
    let weights: [Double]
    let networks: Int
    let lengths: [Double]
    let holds: [Double]
    let seam: SmoothSpeeds.Seam

    /// The length of a way, and the change a second of each weight on it.
    struct Way {
        let length: Double
        let slopes: [Double]

        /// Of one weight.
        subscript(network: Int) -> MonotoneCubic.Way {
            MonotoneCubic.Way(length: length, slope: slopes.isEmpty ? 0 : slopes[network])
        }

        /// On which nothing changes.
        static func flat(_ length: Double) -> Way { Way(length: length, slopes: []) }
    }

    private var last: Int { lengths.count - 1 }

    /// One a network.
    func speeds(at keyframe: Int) -> [Double] {
        let rest = [Double](repeating: 0, count: networks)
        guard holds[keyframe] == 0, !isAtRest(keyframe) else { return rest }
        if keyframe > 0 || isPeriodic, keyframe < last || isPeriodic {
            guard let before = way(from: keyframe > 0 ? keyframe - 1 : last - 1),
                let after = way(from: keyframe < last ? keyframe : 0)
            else { return rest }
            return balanced(rest.indices.map { MonotoneCubic.speed(before[$0], after[$0]) })
        }
        let isFirst = keyframe == 0
        guard let way = way(from: isFirst ? 0 : last - 1) else { return rest }
        let next = isFirst ? next(after: 1, way) : next(before: last - 1, way)
        return balanced(rest.indices.map { MonotoneCubic.speed(atEnd: way[$0], then: next?[$0]) })
    }

    private var isPeriodic: Bool { if case .periodic = seam { true } else { false } }

    private func isAtRest(_ keyframe: Int) -> Bool {
        guard case .rest(let start, let end) = seam else { return false }
        return start && keyframe == 0 || end && keyframe == last
    }

    /// Nil for one that is not smooth.
    private func way(from keyframe: Int) -> Way? {
        guard lengths.indices.contains(keyframe), lengths[keyframe] > 0 else { return nil }
        let row = keyframe * networks
        return Way(
            length: lengths[keyframe],
            slopes: (row..<row + networks).map {
                (weights[$0 + networks] - weights[$0]) / lengths[keyframe]
            })
    }

    /// What follows the first way: a hold, a smooth way, or one at whose beginning the weights rest; nil
    /// where there is nothing.
    private func next(after keyframe: Int, _ first: Way) -> Way? {
        if holds[keyframe] > 0 { return .flat(holds[keyframe]) }
        return keyframe == last ? nil : way(from: keyframe) ?? .flat(first.length)
    }

    private func next(before keyframe: Int, _ last: Way) -> Way? {
        if holds[keyframe] > 0 { return .flat(holds[keyframe]) }
        return keyframe == 0 ? nil : way(from: keyframe - 1) ?? .flat(last.length)
    }

    /// With the larger of what grows and what shrinks lowered to the other.
    private func balanced(_ speeds: [Double]) -> [Double] {
        let growing = speeds.reduce(0) { $0 + max($1, 0) }
        let shrinking = speeds.reduce(0) { $0 - min($1, 0) }
        guard growing != shrinking else { return speeds }
        return speeds.map { speed in
            if growing > shrinking, speed > 0 { return speed * (shrinking / growing) }
            if shrinking > growing, speed < 0 { return speed * (growing / shrinking) }
            return speed
        }
    }
}
