import Imaging
import Inference

/// Makes the images of mixtures, by mixed networks or by blended images.
struct MixtureWorker: Sendable {
    /// Runs a network.
    let worker: any FrameWorker
    /// How mixtures become images.
    let mixing: MixingMethod

    /// One image for each mixture, not clipped to 0…1; for both methods first those of the mixed networks,
    /// then the blended ones.
    ///
    /// - Parameter mixtures: α, one a member; equal ones are computed once.
    /// - Throws: `InferenceError`.
    func images(of image: Image, _ mixtures: [[Float]]) throws -> [[Image]] {
        var made: [[Float]: Image] = [:]
        switch mixing {
        case .networks: return [try mixed(image, mixtures, &made)]
        case .crossFade: return [try blended(image, mixtures, &made)]
        case .sideBySide:
            let right = try blended(image, mixtures, &made)
            return [try mixed(image, mixtures, &made), right]
        }
    }

    /// By networks of mixed weights.
    private func mixed(
        _ image: Image, _ mixtures: [[Float]], _ made: inout [[Float]: Image]
    ) throws -> [Image] {
        try mixtures.map { mixture in
            let result = try made[mixture] ?? worker.render(image, weights: mixture)
            made[mixture] = result
            return result
        }
    }

    /// Σ αᵢ f(θᵢ), in the order of the members; where one has all of a mixture, its image bit for bit.
    ///
    /// - Parameter made: takes in the images of mixtures of a single member.
    private func blended(
        _ image: Image, _ mixtures: [[Float]], _ made: inout [[Float]: Image]
    ) throws -> [Image] {
        let distinct = Set(mixtures)
        var sums: [[Float]: Image] = [:]
        for member in mixtures[0].indices where distinct.contains(where: { $0[member] != 0 }) {
            var alone = [Float](repeating: 0, count: mixtures[0].count)
            alone[member] = 1
            let own = try worker.render(image, weights: alone)
            for mixture in distinct where mixture[member] != 0 {
                if mixture == alone {
                    (sums[mixture], made[mixture]) = (own, own)
                } else if sums[mixture]?.add(own, times: mixture[member]) == nil {
                    sums[mixture] = own.scaled(by: mixture[member])
                }
            }
        }
        // A mixture of nothing is left to the network.
        return try mixtures.map { try sums[$0] ?? worker.render(image, weights: $0) }
    }
}
