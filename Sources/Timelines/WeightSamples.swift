/// Mixtures at many times, between which weights go straight: what expressions, tables and sound are
/// resolved into.  They become the keyframes of a ``Timeline``.
public struct WeightSamples: Hashable, Sendable {
    /// The networks that the samples mix, each once.
    public let networks: [String]
    /// Ascending.
    public private(set) var times: [Time] = []
    /// One for each time.
    public private(set) var mixtures: [Mixture] = []

    /// The most samples of a path.
    public static let countLimit = 1_000_000

    /// No samples yet.
    public init(of networks: [String]) { self.networks = networks }

    /// Adds a mixture after the others.
    public mutating func append(_ mixture: Mixture, at time: Time) {
        times.append(time)
        mixtures.append(mixture)
    }

    /// Without the samples after a time.
    package func cut(after end: Time) -> WeightSamples {
        var samples = WeightSamples(of: networks)
        samples.times = Array(times.prefix { $0 <= end })
        samples.mixtures = Array(mixtures.prefix(samples.times.count))
        return samples
    }

    /// A keyframe for each sample.
    package var keyframes: [Keyframe] {
        zip(times, mixtures).map { Keyframe(at: $0, $1) }
    }
}

/// Networks once; times as numerators and denominators of seconds, and weights in the order of the networks,
/// one after another.
extension WeightSamples: Codable {
    private enum CodingKeys: String, CodingKey { case networks, times, weights }

    /// Numbers that are read back as the same doubles.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(networks, forKey: .networks)
        try container.encode(times.flatMap { [$0.numerator, $0.denominator] }, forKey: .times)
        try container.encode(
            mixtures.flatMap { mixture in networks.map { mixture.weight(of: $0) } },
            forKey: .weights)
    }

    /// Throws `DecodingError` for what is no path.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func fault(_ key: CodingKeys) -> DecodingError {
            .dataCorruptedError(
                forKey: key, in: container, debugDescription: "not a path of weights")
        }
        networks = try container.decode([String].self, forKey: .networks)
        let ticks = try container.decode([Int64].self, forKey: .times)
        let weights = try container.decode([Double].self, forKey: .weights)
        let count = ticks.count / 2
        guard ticks.count == 2 * count, count <= Self.countLimit else { throw fault(.times) }
        guard weights.count == count * networks.count else { throw fault(.weights) }
        for index in 0..<count {
            guard let time = try? Time(ticks[2 * index], ticks[2 * index + 1]), time >= .zero,
                times.last.map({ $0 < time }) ?? true
            else { throw fault(.times) }
            let row = weights[index * networks.count..<(index + 1) * networks.count]
            let sum = row.reduce(0, +)
            guard row.allSatisfy({ (0...1).contains($0) }), abs(sum - 1) <= Mixture.tolerance
            else { throw fault(.weights) }
            append(Mixture(exactly: networks, row), at: time)
        }
    }
}

/// Why numbers are no mixture.
public enum WeightFault: Error, Hashable, Sendable {
    /// The weight of this number, 0…, is outside 0…1.
    case range(index: Int, weight: Double)
    /// The sum is not 1, or with a rest more than 1.
    case sum(Double)
}

extension Mixture {
    /// Weights as they come from outside.
    ///
    /// What is within ``tolerance`` of 0…1, and of the sum 1, counts as rounded.  A sum within 4 units in the
    /// last place of 1 leaves the weights as they are.
    ///
    /// - Parameters:
    ///   - networks: each once.
    ///   - weights: one for each of `networks`; nil for one at most, which takes the rest.
    public init(sampled networks: [String], _ weights: [Double?]) throws(WeightFault) {
        var kept = [Double]()
        for (index, weight) in weights.enumerated() {
            let value = weight ?? 0
            guard value >= -Self.tolerance, value <= 1 + Self.tolerance else {
                throw .range(index: index, weight: value)
            }
            kept.append(min(max(value, 0), 1))
        }
        var sum = kept.reduce(0, +)
        if let rest = weights.firstIndex(of: nil) {
            guard sum <= 1 + Self.tolerance else { throw .sum(sum) }
            kept[rest] = max(0, 1 - sum)
            sum += kept[rest]
        }
        guard abs(sum - 1) <= Self.tolerance else { throw .sum(sum) }
        let divisor = abs(sum - 1) <= 4 * 1.0.ulp ? 1 : sum
        self.init(exactly: networks, kept.map { $0 / divisor })
    }

    /// Weights, each 0…1, whose sum is 1, as they are.
    fileprivate init(exactly networks: [String], _ weights: some Sequence<Double>) {
        self.init(
            components: zip(networks, weights).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
                .map { Component(network: $0.0, weight: $0.1) })
    }
}
