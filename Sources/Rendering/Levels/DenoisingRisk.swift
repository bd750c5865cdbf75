import Imaging
import Inference
import Timelines

/// How far denoisers are from the picture beneath the noise, without knowing it.
///
/// Stein's estimate of the mean square error of f(y), where y = x + noise of the variance v:
/// (f(y) − y)² + 2 v ∂f/∂y − v on average, and ∂f/∂y is taken from one probe of signs b:
/// b (f(y + εb) − f(y)) / ε (S. Ramani, T. Blu, M. Unser, "Monte-Carlo SURE", IEEE TIP 17, 2008).  The last
/// term is the same for all denoisers and left out.
struct DenoisingRisk {
    private let worker: MixtureWorker
    /// α by member.
    private let weights: (Mixture) -> [Float]
    private let parts: [Part]

    /// A part of the noisy image.
    private struct Part {
        let image: Image
        /// The image plus ``DenoisingRisk/step`` times the signs.
        let probe: Image
        /// Of the noise.
        let variances: [Float]
    }

    /// ε: one level of 255.
    private static let step: Float = 1 / 255

    /// - Parameters:
    ///   - parts: of the noisy image.
    ///   - noise: the image's.
    init(
        _ worker: MixtureWorker, weights: @escaping (Mixture) -> [Float], on parts: [Image],
        _ noise: NoiseEstimate
    ) {
        (self.worker, self.weights) = (worker, weights)
        self.parts = parts.map { image in
            var (probe, signs) = (image, Signs())
            for index in probe.samples.indices { probe.samples[index] += Self.step * signs.next() }
            return Part(image: image, probe: probe, variances: noise.variances(in: image))
        }
    }

    /// The sum over all samples.  Nil where a network's image has another size.
    func callAsFunction(of mixture: Mixture) throws -> Double? {
        var sum = 0.0
        for part in parts {
            let results = try [part.image, part.probe].map {
                try worker.images(of: $0, [weights(mixture)])[0][0]
            }
            guard results.allSatisfy({ $0.samples.count == part.image.samples.count }) else {
                return nil
            }
            for index in part.image.samples.indices {
                let (before, after) = (results[0].samples[index], results[1].samples[index])
                let change = Double(before - part.image.samples[index])
                let sign = part.probe.samples[index] > part.image.samples[index] ? 1.0 : -1
                let slope = sign * Double(after - before) / Double(Self.step)
                sum += change * change + 2 * Double(part.variances[index]) * slope
            }
        }
        return sum
    }

    /// Signs that look random, always the same (SplitMix64; Steele, Lea and Flood, "Fast splittable
    /// pseudorandom number generators", 2014).
    private struct Signs {
        private var state: UInt64 = 0

        mutating func next() -> Float {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return (z ^ (z >> 31)) & 1 == 0 ? 1 : -1
        }
    }
}
