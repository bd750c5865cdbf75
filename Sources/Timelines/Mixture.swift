/// A combination of networks by name: weights whose sum is 1, and at least 0 unless it extrapolates.
///
/// Only weights other than 0 are kept, so equal mixtures are equal values and a single network always has
/// exactly 1.
public struct Mixture: Hashable, Sendable {
    /// One network's share.
    public struct Component: Hashable, Sendable {
        /// The network's name in the preset.
        public let network: String
        /// α, other than 0; above 0 and at most 1 unless the mixture extrapolates.
        public let weight: Double
    }

    /// In the order of the networks' names, each once; never empty.
    public let components: [Component]

    /// The distance from 1 at which a sum still counts as 1: three times 0.3333333 does.
    public static let tolerance = 1e-6

    /// All of one network.
    public init(_ network: String) {
        components = [Component(network: network, weight: 1)]
    }

    /// The largest weight of a mixture that extrapolates, and the size of the least.
    public static let largestWeight = 100.0

    /// Checks that every weight is a number of at least 0 and that their sum is within
    /// ``tolerance`` of 1; the weights are then divided by the sum, so that they add up to 1 as
    /// nearly as doubles do.
    ///
    /// - Parameter extrapolates: whether weights may be −100…100.
    public init(
        weights: [String: Double], extrapolates: Bool = false
    ) throws(TimelineError) {
        guard !weights.isEmpty else { throw .mixtureEmpty }
        let sorted = weights.sorted { $0.key < $1.key }
        let range = extrapolates ? -Self.largestWeight...Self.largestWeight : 0...Double.infinity
        if let wrong = sorted.first(where: { !(range ~= $0.value && $0.value.isFinite) }) {
            throw extrapolates
                ? .weightLimit(wrong.key, wrong.value) : .mixtureWeight(wrong.key, wrong.value)
        }
        let sum = sorted.reduce(0) { $0 + $1.value }
        guard abs(sum - 1) <= Self.tolerance else { throw .mixtureSum(sum) }
        let kept = sorted.filter { $0.value != 0 }
        self.init(
            components: kept.map { Component(network: $0.key, weight: $0.value / sum) })
    }

    /// Components in the order of names, their sum within rounding of 1; none may be 0.
    init(components: [Component]) {
        guard components.count == 1, let only = components.first else {
            self.components = components
            return
        }
        self.components = [Component(network: only.network, weight: 1)]
    }

    /// A base and what is added to it: θ = θ₀ + Σ λᵢ (θᵢ − θ₀), so the base has the weight 1 − Σ λᵢ.
    ///
    /// What is left for the base within ``tolerance`` of 0 is 0.  Throws what
    /// ``init(weights:extrapolates:)`` throws, and ``TimelineError/sliderSum(_:)`` where less than nothing
    /// is left for the base without `extrapolates`.
    ///
    /// - Parameter sliders: λᵢ by network; without the base.
    public init(
        base: String, sliders: [String: Double], extrapolates: Bool = false
    ) throws(TimelineError) {
        let sum = sliders.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        let rest = abs(1 - sum) <= Self.tolerance ? 0 : 1 - sum
        guard rest >= 0 || extrapolates else { throw .sliderSum(sum) }
        var weights = sliders
        weights[base] = rest
        try self.init(weights: weights, extrapolates: extrapolates)
    }

    /// Whether every weight is above 0, so that it is no extrapolation.
    public var isConvex: Bool { components.allSatisfy { $0.weight > 0 } }

    /// α of a network, 0 where it has no part.
    public func weight(of network: String) -> Double {
        components.first { $0.network == network }?.weight ?? 0
    }
}

extension Mixture: CustomStringConvertible {
    /// `monet`, or `monet 0.25 + vangogh 0.75`.
    public var description: String {
        guard components.count > 1 else { return components.first?.network ?? "" }
        return components.map { "\($0.network) \($0.weight)" }.joined(separator: " + ")
    }
}

extension Mixture {
    /// For people: `monet`, `monet 25% + vangogh 75%` or `monet 150% - vangogh 50%`; shares that round to
    /// 0 % are left out.
    public var caption: String {
        guard components.count > 1 else { return components.first?.network ?? "" }
        let shown = components.filter { $0.weight.magnitude >= 0.005 }
        return shown.enumerated().map { index, component in
            let sign = component.weight < 0 ? "- " : index > 0 ? "+ " : ""
            return "\(sign)\(component.network) "
                + "\(Int((component.weight.magnitude * 100).rounded()))%"
        }.joined(separator: " ")
    }
}

extension Mixture {
    /// The mixture a share `progress` of the straight way to `other`; progress is kept in 0…1, so the
    /// result never leaves the simplex.
    ///
    /// Exact at both ends, and constant in every network whose weight is the same in both.
    public func interpolated(to other: Mixture, at progress: Double) -> Mixture {
        guard progress > 0 else { return self }
        return moved(to: other, by: min(progress, 1))
    }

    /// The same for any progress: below 0 and above 1 the straight way goes on beyond the two.
    func moved(to other: Mixture, by progress: Double) -> Mixture {
        guard progress != 0, self != other else { return self }
        guard progress != 1 else { return other }
        return Mixture(
            components: Self.pairs(self, other).compactMap { network, from, to in
                let weight = Self.weight(from, to, at: progress)
                return weight != 0 ? Component(network: network, weight: weight) : nil
            })
    }

    /// α = α₀ + p (α₁ − α₀): a network's weight a share p of the straight way from one mixture to another;
    /// for p within 0…1 kept in 0…1 where both are, against rounding.
    static func weight(_ from: Double, _ to: Double, at progress: Double) -> Double {
        let weight = from + progress * (to - from)
        guard progress > 0, progress < 1 else { return weight }
        return min(max(weight, min(from, to, 0)), max(from, to, 1))
    }

    /// The networks of both in the order of names, with their weights in each.
    private static func pairs(
        _ first: Mixture, _ second: Mixture
    ) -> [(network: String, from: Double, to: Double)] {
        var rest = second.components[...]
        var pairs = [(network: String, from: Double, to: Double)]()
        for component in first.components {
            while let next = rest.first, next.network < component.network {
                pairs.append((next.network, 0, next.weight))
                rest.removeFirst()
            }
            let isShared = rest.first?.network == component.network
            let to = isShared ? rest.removeFirst().weight : 0
            pairs.append((component.network, component.weight, to))
        }
        return pairs + rest.map { ($0.network, 0, $0.weight) }
    }
}
