/// The noise of one plane of an image, found where there is least texture.
///
/// The plane is looked at in patches of 5×5 pixels on a regular grid.  In patches that hold little but noise
/// the covariance of their pixels is σ² times the identity, and texture adds to few of its directions: the
/// smaller eigenvalues are σ² (X. Liu, M. Tanaka, M. Okutomi, "Single-image noise level estimation for blind
/// denoising", IEEE TIP 22, 2013).  Here, until σ changes by less than 0.005 levels:
///
/// 1. patches with pixels that differ count whose mean lies where clipping at black and white leaves at
///    least 0.6 of the variance, and are scaled up by what it takes (``ClippedNoise``);
/// 2. of these the ones are kept whose variance is at most 1 + 2 √(2/24) times σ²: 97 % of those that are
///    noise alone, whose variances have a χ² distribution of 24 degrees of freedom;
/// 3. the new σ² is the median of the smallest third of the eigenvalues of their covariance, divided by
///    0.9724, the mean of that distribution below its limit, and by 1 − 1.10 √(24/n) for n patches: by the
///    semicircle law a sixth of the eigenvalues of white noise is below that.
///
/// Sums are taken in one order, in doubles: the result is the same for any number of threads.
struct PlaneNoise {
    /// The result.
    let estimate: NoiseEstimate

    private static let side = 5
    private static let area = side * side
    private static let freedom = Double(area - 1)
    /// The largest variance of a patch that counts as noise alone, in σ²: 1 + 2 √(2/24).
    private static let limit = 1.577_350_269_189_626
    /// The mean of χ²/24 of 24 degrees of freedom where it is below ``limit``.
    private static let meanBelowLimit = 0.972_430_848_105_973
    /// The least share of the variance that clipping may leave.
    private static let leastShare = 0.6
    /// The most patches that are looked at.
    private static let patchLimit = 40_000
    /// The least patches where clipping leaves enough, and the least of those kept.
    private static let leastUnclipped = 500
    private static let leastKept = 200

    /// Nil where the plane is too small or nothing in it changes.
    init?(of image: Image, plane: Int) {
        let patches = Patches(image, plane)
        guard patches.count > 0 else { return nil }
        var deviation = max(patches.variances.sorted()[patches.count / 2].squareRoot(), 0.1)
        for _ in 0..<40 {
            let last = deviation
            deviation = Self.deviation(of: patches, from: last)
            if abs(deviation - last) < 0.005 { break }
        }
        let clipped = ClippedNoise(deviation: deviation)
        let share = patches.means.reduce(0) { $0 + clipped.share(atMean: $1) }
        estimate = NoiseEstimate(
            deviation: deviation,
            remaining: deviation * (share / Double(patches.count)).squareRoot())
    }

    /// A better σ from one that is near.
    private static func deviation(of patches: Patches, from deviation: Double) -> Double {
        let clipped = ClippedNoise(deviation: deviation)
        let shares = patches.means.map { clipped.share(atMean: $0) }
        let least =
            shares.count { $0 >= leastShare } >= min(leastUnclipped, patches.count)
            ? leastShare : shares.sorted()[max(0, patches.count - leastUnclipped)]
        let variances = zip(patches.variances, shares).map { variance, share in
            share >= least && share > 0 ? variance / share : .infinity
        }
        let sorted = variances.filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return 0.1 }
        let largest = max(
            deviation * deviation * limit, sorted[min(leastKept, sorted.count) - 1])
        var covariance = [Double](repeating: 0, count: area * area)
        var count = 0
        for index in 0..<patches.count where variances[index] <= largest {
            patches.add(index, times: 1 / shares[index], to: &covariance)
            count += 1
        }
        let matrix = SymmetricMatrix(side: area, upper: covariance.map { $0 / Double(count) })
        // The smallest is that of the mean, which patches do not have.
        let smallest = Array(matrix.eigenvalues.dropFirst().prefix((area - 1) / 3))
        let median = (smallest[smallest.count / 2 - 1] + smallest[smallest.count / 2]) / 2
        let spread = max(0.5, 1 - 1.10 * (freedom / Double(count)).squareRoot())
        return max((max(median, 0) / meanBelowLimit / spread).squareRoot(), 0.1)
    }

    /// The patches of a plane in which something changes, levels of 255.
    private struct Patches {
        /// Of each.
        private(set) var means: [Double] = []
        private(set) var variances: [Double] = []
        /// Their pixels one after the other, less their means.
        private var pixels: [Double] = []

        var count: Int { means.count }

        init(_ image: Image, _ plane: Int) {
            let (width, height) = (image.width, image.height)
            guard width >= side, height >= side else { return }
            var step = 2
            while ((width - side) / step + 1) * ((height - side) / step + 1) > patchLimit {
                step += 1
            }
            image.samples.withUnsafeBufferPointer { samples in
                for y in stride(from: 0, through: height - side, by: step) {
                    for x in stride(from: 0, through: width - side, by: step) {
                        add(samples, at: (plane * height + y) * width + x, width)
                    }
                }
            }
        }

        private mutating func add(
            _ samples: UnsafeBufferPointer<Float>, at corner: Int, _ width: Int
        ) {
            var sum = 0.0
            for row in 0..<side {
                for column in 0..<side { sum += Double(samples[corner + row * width + column]) }
            }
            let mean = sum / Double(area)
            guard mean.isFinite else { return }
            var squares = 0.0
            let start = pixels.count
            for row in 0..<side {
                for column in 0..<side {
                    let pixel = (Double(samples[corner + row * width + column]) - mean) * 255
                    squares += pixel * pixel
                    pixels.append(pixel)
                }
            }
            guard squares > 1e-6, squares.isFinite else {
                pixels.removeSubrange(start...)
                return
            }
            means.append(mean * 255)
            variances.append(squares / freedom)
        }

        /// Adds a patch's products of pixels, above the diagonal.
        func add(_ index: Int, times scale: Double, to sums: inout [Double]) {
            pixels.withUnsafeBufferPointer { pixels in
                sums.withUnsafeMutableBufferPointer { sums in
                    let patch = pixels[index * area..<(index + 1) * area]
                    let start = patch.startIndex
                    for row in 0..<area {
                        let factor = patch[start + row] * scale
                        for column in row..<area {
                            sums[row * area + column] += factor * patch[start + column]
                        }
                    }
                }
            }
        }
    }
}
