/// The discrete Fourier transform of windowed samples, Xₖ = Σ wⱼ xⱼ e^(−2πi jk / n).
///
/// Source: J. W. Cooley, J. W. Tukey, An Algorithm for the Machine Calculation of Complex Fourier Series,
/// 1965; radix 2, in place.
struct Spectrum {
    /// n, a power of two of at least 2.
    let size: Int
    /// wⱼ, Hann's: (1 − cos 2πj/n) / 2.
    let window: [Double]
    /// Σ wⱼ².
    let energy: Double
    /// cos and sin of 2πk/n for k below n/2.
    private let cosines: [Double]
    private let sines: [Double]
    /// The place of sample j when its binary digits are read backwards.
    private let places: [Int]

    init(size: Int) {
        let angles = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
        self.size = size
        window = angles.map { (1 - PortableMath.cosine($0)) / 2 }
        energy = window.reduce(0) { $0 + $1 * $1 }
        cosines = angles.prefix(size / 2).map(PortableMath.cosine)
        sines = angles.prefix(size / 2).map(PortableMath.sine)
        var places = [0]
        while places.count < size { places = places.map { 2 * $0 } + places.map { 2 * $0 + 1 } }
        self.places = places
    }

    /// |Xₖ|² for k = 0…n/2 of n samples.
    func powers(of samples: ArraySlice<Double>) -> [Double] {
        var real = [Double](repeating: 0, count: size)
        var imaginary = real
        for (index, sample) in samples.enumerated() {
            real[places[index]] = window[index] * sample
        }
        transform(&real, &imaginary)
        return (0...size / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
    }

    /// Butterflies of ever larger groups.
    private func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
        var half = 1
        while half < size {
            let stride = size / (2 * half)
            for start in Swift.stride(from: 0, to: size, by: 2 * half) {
                for offset in 0..<half {
                    let (cosine, sine) = (cosines[offset * stride], sines[offset * stride])
                    let (top, bottom) = (start + offset, start + offset + half)
                    let re = real[bottom] * cosine + imaginary[bottom] * sine
                    let im = imaginary[bottom] * cosine - real[bottom] * sine
                    (real[bottom], imaginary[bottom]) = (real[top] - re, imaginary[top] - im)
                    (real[top], imaginary[top]) = (real[top] + re, imaginary[top] + im)
                }
            }
            half *= 2
        }
    }
}
