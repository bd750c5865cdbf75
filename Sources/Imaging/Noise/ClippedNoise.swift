/// What clipping to 0…255 leaves of Gaussian noise, by the mean that is seen afterwards.
///
/// Of a normal variable of mean μ and deviation σ, kept in 0…255, the mean is
/// m = μ (Φ(b) − Φ(a)) + σ (φ(a) − φ(b)) + 255 (1 − Φ(b)) with a = −μ/σ and b = (255 − μ)/σ, and the
/// variance follows in the same way (A. Foi, "Clipped noisy images", Signal Processing 89, 2009).
struct ClippedNoise {
    /// The variance that is left, as a share of σ², at means of 0, ¼, ½, … 255.
    private let shares: [Double]

    private static let stepsPerLevel = 4

    /// - Parameter deviation: σ, levels of 255, above 0.
    init(deviation: Double) {
        let count = 1024
        let (low, width) = (-4 * deviation, 255 + 8 * deviation)
        let moments = (0...count).map {
            Self.moments(mean: low + width * Double($0) / Double(count), deviation)
        }
        var next = 1
        shares = (0...255 * Self.stepsPerLevel).map { step in
            let mean = Double(step) / Double(Self.stepsPerLevel)
            while next < count, moments[next].mean < mean { next += 1 }
            let (before, after) = (moments[next - 1], moments[next])
            let way = after.mean - before.mean
            let part = way > 0 ? min(max((mean - before.mean) / way, 0), 1) : 1
            return before.share + part * (after.share - before.share)
        }
    }

    /// The share at a mean that is seen, levels of 255.
    func share(atMean mean: Double) -> Double {
        let place = min(max(mean, 0), 255) * Double(Self.stepsPerLevel)
        let step = min(Int(place), shares.count - 2)
        return shares[step] + (place - Double(step)) * (shares[step + 1] - shares[step])
    }

    private static func moments(
        mean: Double, _ deviation: Double
    ) -> (mean: Double, share: Double) {
        let (a, b) = (-mean / deviation, (255 - mean) / deviation)
        let (below, notAbove) = (NormalDistribution.cumulative(a), NormalDistribution.cumulative(b))
        let (first, last) = (NormalDistribution.density(a), NormalDistribution.density(b))
        let inside = notAbove - below
        let seen = mean * inside + deviation * (first - last) + 255 * (1 - notAbove)
        let square =
            (mean * mean + deviation * deviation) * inside
            + deviation * (mean * first - (mean + 255) * last) + 255 * 255 * (1 - notAbove)
        return (seen, max(square - seen * seen, 0) / (deviation * deviation))
    }
}
