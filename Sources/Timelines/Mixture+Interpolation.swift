extension Mixture {
    /// The mixture a share `progress` of the straight way to `other`; progress is kept in 0…1, so the
    /// result never leaves the simplex.
    ///
    /// Exact at both ends, and constant in every network whose weight is the same in both.
    public func interpolated(to other: Mixture, at progress: Double) -> Mixture {
        guard progress > 0, self != other else { return self }
        guard progress < 1 else { return other }
        return Mixture(
            components: Self.pairs(self, other).compactMap { network, from, to in
                // α = α₀ + p (α₁ − α₀)
                let weight = from + progress * (to - from)
                return weight > 0
                    ? Component(network: network, weight: min(weight, 1)) : nil
            })
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
