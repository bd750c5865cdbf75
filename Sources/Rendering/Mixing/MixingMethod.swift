import Timelines

/// How a frame's mixture becomes an image.
public enum MixingMethod: String, Codable, Sendable {
    /// One network of mixed weights is run, θ = Σ αᵢ θᵢ: deep network interpolation.
    case networks
    /// Every network with a share is run, and their images are blended in their stored values: Σ αᵢ f(θᵢ).
    ///
    /// What the paper compares with (Wang et al., arXiv 1811.10515).  A network whose α is 0 is not run;
    /// nothing is clipped before the sum.
    case crossFade = "cross-fade"
    /// Both, each under its label: mixed networks at the left, blended images at the right.
    case sideBySide = "side-by-side"

    /// Whether networks' weights are mixed, so that they had better be related.
    var mixesWeights: Bool { self != .crossFade }

    /// Images of a network that a worker holds besides its result: one that is added to a blend; of both
    /// methods also the two halves.
    var extraImages: Int {
        switch self {
        case .networks: 0
        case .crossFade: 1
        case .sideBySide: 3
        }
    }
}

extension FrameMixtures {
    /// How often a network runs for them: once for equal mixtures, and for a blend of images once for each
    /// network with a share in any of them.  What has no opacity takes none.
    func networkCount(_ mixing: MixingMethod) -> Int {
        if opacity == 0 { return 0 }
        if regions.isEmpty, mixing == .networks { return 1 }
        let shown = regions.indices.filter { placement(ofRegion: $0).opacity > 0 }
        let mixtures = Set([main] + shown.map { regions[$0] })
        let members = main.indices.count { member in mixtures.contains { $0[member] != 0 } }
        return switch mixing {
        case .networks: mixtures.count
        case .crossFade: members
        case .sideBySide:
            members + mixtures.count { $0.count { $0 != 0 } > 1 }
        }
    }
}
