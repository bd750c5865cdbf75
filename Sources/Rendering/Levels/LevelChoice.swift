import Imaging
import Inference
import Timelines

/// Chooses mixtures of denoisers for noise.
///
/// The two denoisers whose levels are on both sides of the noise that is to be removed are mixed; beyond the
/// levels the nearest denoiser is alone.  Their shares are those of the least ``DenoisingRisk``, in steps of
/// 1/16: of 0, ¼, ½, ¾ and 1 the best, then what is ⅛ and at last 1/16 beside it.  Noise whose σ rounds to
/// the same level has the same mixture, found at its first sample.
struct LevelChoice {
    private let levels: NoiseLevels
    private let family: NetworkFamily
    private let mixing: MixingMethod
    private let threads: Int
    private var worker: (size: Size, worker: MixtureWorker)?
    private var known: [Int: Mixture] = [:]

    /// The denoisers among a family.
    init(
        _ levels: NoiseLevels, of family: NetworkFamily, mixing: MixingMethod, threads: Int
    ) {
        (self.levels, self.family, self.threads) = (levels, family, threads)
        self.mixing = mixing == .crossFade ? .crossFade : .networks
    }

    /// The mixture for an image; without an estimate of its noise that for none.
    ///
    /// - Throws: ``WrongSize``, `GraphError`, `InferenceError`.
    mutating func mixture(for sample: NoisySample, place: String) throws -> Mixture {
        let noise = sample.noise ?? NoiseEstimate(deviation: 0, remaining: 0)
        let key = Int(noise.deviation.rounded())
        if let mixture = known[key] { return mixture }
        let mixture: Mixture
        switch levels.choice(for: noise.remaining) {
        case .one(let level): mixture = Mixture(level.network)
        case .between(let weaker, let stronger):
            guard let size = sample.parts.first?.size else { return Mixture(weaker.network) }
            let family = family
            let risk = DenoisingRisk(
                try worker(for: size, place), weights: { family.weights(of: $0) },
                on: sample.parts, noise)
            mixture = try Self.best(of: risk, Mixture(weaker.network), Mixture(stronger.network))
        }
        known[key] = mixture
        return mixture
    }

    /// Networks that are no denoisers, because their images have another size.
    struct WrongSize: Error {}

    private static func best(
        of risk: DenoisingRisk, _ weaker: Mixture, _ stronger: Mixture
    ) throws -> Mixture {
        var risks: [Int: Double] = [:]
        func least(_ sixteenths: [Int]) throws -> Int {
            for share in sixteenths where (0...16).contains(share) && risks[share] == nil {
                let mixture = weaker.interpolated(to: stronger, at: Double(share) / 16)
                guard let value = try risk(of: mixture) else { throw WrongSize() }
                risks[share] = value
            }
            return risks.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        }
        var best = try least([0, 4, 8, 12, 16])
        for step in [2, 1] { best = try least([best - step, best + step]) }
        return weaker.interpolated(to: stronger, at: Double(best) / 16)
    }

    private mutating func worker(for size: Size, _ place: String) throws -> MixtureWorker {
        if let worker, worker.size == size { return worker.worker }
        let compiled = try family.compiled(for: size, of: place, threads: threads)
        let made = MixtureWorker(
            worker: LayerNamingWorker(try compiled.makeFrameWorker(), of: family), mixing: mixing)
        worker = (size, made)
        return made
    }
}
