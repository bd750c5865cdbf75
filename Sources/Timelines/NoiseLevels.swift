/// Denoisers and the noise that each is made for, in ascending order.
public struct NoiseLevels: Hashable, Sendable {
    /// One denoiser.
    public struct Level: Hashable, Sendable {
        /// Its name in the preset.
        public let network: String
        /// σ, the standard deviation of the noise, levels of 255.
        public let deviation: Double

        /// A network and its σ.
        public init(_ network: String, _ deviation: Double) {
            (self.network, self.deviation) = (network, deviation)
        }
    }

    /// Which denoisers are for a noise.
    public enum Choice: Hashable, Sendable {
        /// One, whose level this is, or that is the weakest or the strongest of all.
        case one(Level)
        /// The two whose levels are below it and above it.
        case between(Level, Level)
    }

    /// At least one, ascending.
    public let levels: [Level]

    /// Nil where there are none, or two of one level.
    public init?(_ levels: [Level]) {
        let sorted = levels.sorted { $0.deviation < $1.deviation }
        guard !sorted.isEmpty,
            zip(sorted, sorted.dropFirst()).allSatisfy({ $0.deviation < $1.deviation })
        else { return nil }
        self.levels = sorted
    }

    /// The denoisers for a σ, levels of 255.
    public func choice(for deviation: Double) -> Choice {
        let above = levels.firstIndex { $0.deviation >= deviation } ?? levels.count - 1
        guard above > 0, levels[above].deviation > deviation else { return .one(levels[above]) }
        return .between(levels[above - 1], levels[above])
    }
}
