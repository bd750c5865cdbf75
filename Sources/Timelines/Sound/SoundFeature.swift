/// What of a sound can be a weight.
public enum SoundFeature: Hashable, Sendable {
    /// A feature without its numbers.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case onset, rms, band
    }

    /// How much louder frequencies become: the spectral flux Σ max(0, |Xₖ(t)| − |Xₖ(t − 10 ms)|); 0 at
    /// the beginning.
    ///
    /// Source: J. P. Bello et al., A Tutorial on Onset Detection in Music Signals, 2005, section III.
    case onset
    /// The loudness: the root of the mean square of the samples.
    case rms
    /// The loudness of the frequencies in a range, hertz.
    case band(ClosedRange<Double>)
}

/// A feature of a sound, a value every 10 ms.
///
/// Value k is that of the samples around k / 100 s, under a Hann window of 40 ms or a little more, the next
/// power of two of samples; before the beginning and after the end is silence.  Computed in doubles with
/// operations that are the same on every processor.
package struct SoundAnalysis {
    /// The values so far, 0 or more: of `rms` and `band` in full scale, so that a sine of amplitude a has a/√2.
    package private(set) var values: [Double] = []

    private let feature: SoundFeature
    private let sampleRate: Int
    private let spectrum: Spectrum
    /// Samples from `first` on.
    private var pending: [Double]
    /// The number of the first pending sample, counted from the sound's first.
    private var first: Int
    private var count = 0
    private var magnitudes: [Double] = []

    /// Values for each second.
    package static let valuesPerSecond = 100

    /// - Parameter sampleRate: samples for each second, 1 to 1,000,000.
    package init(_ feature: SoundFeature, sampleRate: Int) {
        self.feature = feature
        self.sampleRate = min(max(sampleRate, 1), 1_000_000)
        var size = 16
        while size * 25 < self.sampleRate { size *= 2 }
        spectrum = Spectrum(size: size)
        pending = Array(repeating: 0, count: size / 2)
        first = -size / 2
    }

    /// Takes the next samples; what is no number counts as silence.
    package mutating func append(_ samples: [Float]) {
        count += samples.count
        pending += samples.map { $0.isFinite ? Double($0) : 0 }
        compute()
    }

    /// Takes note that no samples follow.
    package mutating func finish() {
        pending += Array(repeating: 0, count: spectrum.size / 2)
        compute()
    }

    /// The values whose samples are all there.
    private mutating func compute() {
        while true {
            let centre = values.count * sampleRate / Self.valuesPerSecond
            let start = centre - spectrum.size / 2 - first
            guard centre <= count, start + spectrum.size <= pending.count else { break }
            values.append(value(pending[start..<start + spectrum.size]))
        }
        let next = values.count * sampleRate / Self.valuesPerSecond - spectrum.size / 2
        let spent = min(max(next - first, 0), pending.count)
        pending.removeFirst(spent)
        first += spent
    }

    private mutating func value(_ samples: ArraySlice<Double>) -> Double {
        switch feature {
        case .rms:
            var (sum, weight) = (0.0, 0.0)
            for (sample, share) in zip(samples, spectrum.window) {
                sum += share * sample * sample
                weight += share
            }
            return (sum / weight).squareRoot()
        case .band(let range):
            let powers = spectrum.powers(of: samples)
            let sum = bins(of: range).reduce(0) { $0 + powers[$1] }
            return (2 * sum / (Double(spectrum.size) * spectrum.energy)).squareRoot()
        case .onset:
            let current = spectrum.powers(of: samples).map { $0.squareRoot() }
            defer { magnitudes = current }
            return zip(current, magnitudes).reduce(0) { $0 + max(0, $1.0 - $1.1) }
                / Double(spectrum.size)
        }
    }

    /// The frequencies k · rate / size within a range; the nearest to its middle where none is.
    private func bins(of range: ClosedRange<Double>) -> ClosedRange<Int> {
        let width = Double(sampleRate) / Double(spectrum.size)
        let last = spectrum.size / 2
        let low = (range.lowerBound / width).rounded(.up)
        let high = (range.upperBound / width).rounded(.down)
        guard low <= high, low <= Double(last) else {
            let middle = ((range.lowerBound + range.upperBound) / 2 / width).rounded()
            let nearest = Int(min(middle, Double(last)))
            return nearest...nearest
        }
        return Int(low)...Int(min(high, Double(last)))
    }
}

extension SoundFeature {
    /// Weights of a network and of the one that has the rest.
    ///
    /// The values become the mean of those within half of `smoothing` on both sides, are divided by the largest
    /// of them, and are brought from 0…1 to a range.
    ///
    /// - Parameters:
    ///   - values: one every 10 ms, 0 or more.
    ///   - range: the weights for 0 and for the largest, each 0…1.
    package static func samples(
        _ values: [Double], smoothing: Time, range: [Double], network: String, rest: String
    ) -> WeightSamples {
        let steps = smoothing.seconds / 2 * Double(SoundAnalysis.valuesPerSecond)
        let smooth = means(of: values, reach: Int(min(max(steps.rounded(), 0), 1e6)))
        let largest = smooth.max() ?? 0
        let (low, high) = (range.first ?? 0, range.last ?? 1)
        var samples = WeightSamples(of: [network, rest])
        for (index, value) in smooth.enumerated() {
            let share = largest > 0 ? value / largest : 0
            let weight = min(max(low + share * (high - low), 0), 1)
            guard let time = try? Time(Int64(index), Int64(SoundAnalysis.valuesPerSecond)),
                let mixture = try? Mixture(sampled: [network, rest], [weight, nil])
            else { continue }
            samples.append(mixture, at: time)
        }
        return samples
    }

    /// Of each value the mean of those at most `reach` away, as far as there are some.
    private static func means(of values: [Double], reach: Int) -> [Double] {
        guard reach > 0 else { return values }
        // Sums up to each value: a long mean costs no more than a short one.
        var sums = [0.0]
        for value in values { sums.append((sums.last ?? 0) + value) }
        return values.indices.map { index in
            let (from, to) = (max(0, index - reach), min(values.count, index + reach + 1))
            return max(0, (sums[to] - sums[from]) / Double(to - from))
        }
    }
}
