extension Image {
    /// The image convolved with a Gaussian, its edges repeated outwards.
    ///
    /// The weights e^(−k²/2σ²) are cut at 4σ and divided by their sum, along rows and then along columns, as
    /// SciPy's `gaussian_filter(mode="nearest")` does.
    ///
    /// - Parameter deviation: σ, pixels; 0 or less gives the image itself.
    package func blurred(deviation: Double) -> Image {
        let weights = Self.gaussian(deviation)
        guard weights.count > 1 else { return self }
        return blurredRows(weights).blurredColumns(weights)
    }

    /// Half of the weights, the middle one first.
    private static func gaussian(_ deviation: Double) -> [Float] {
        guard deviation > 0 else { return [1] }
        let radius = Int(4 * deviation + 0.5)
        let weights = (0...radius).map {
            NormalDistribution.decay(Double($0 * $0) / (2 * deviation * deviation))
        }
        let sum = 2 * weights.reduce(0, +) - weights[0]
        return weights.map { Float($0 / sum) }
    }

    private func blurredRows(_ weights: [Float]) -> Image {
        let (width, radius) = (width, weights.count - 1)
        var padded = [Float](repeating: 0, count: width + 2 * radius)
        return mapped(width: width, height: height) { source, target in
            padded.withUnsafeMutableBufferPointer { padded in
                for y in 0..<height {
                    let row = source + y * width
                    for x in 0..<padded.count {
                        padded[x] = row[min(max(x &- radius, 0), width &- 1)]
                    }
                    let sum = target + y * width
                    for x in 0..<width { sum[x] = weights[0] * padded[radius &+ x] }
                    for k in 1...radius {
                        let weight = weights[k]
                        for x in 0..<width {
                            sum[x] +=
                                weight * (padded[radius &+ x &- k] + padded[radius &+ x &+ k])
                        }
                    }
                }
            }
        }
    }

    private func blurredColumns(_ weights: [Float]) -> Image {
        let (width, height, radius) = (width, height, weights.count - 1)
        return mapped(width: width, height: height) { source, target in
            for y in 0..<height {
                let (row, own) = (target + y * width, source + y * width)
                for x in 0..<width { row[x] = weights[0] * own[x] }
                for k in 1...radius {
                    let weight = weights[k]
                    let above = source + max(y - k, 0) * width
                    let below = source + min(y + k, height - 1) * width
                    for x in 0..<width { row[x] += weight * (above[x] + below[x]) }
                }
            }
        }
    }

    /// A mask's shares within 0…1, those that only rounding keeps from 0 or 1 put there.
    package func settled() -> Image {
        mapped(width: width, height: height) { source, target in
            for k in 0..<planeCount {
                let share = source[k]
                target[k] = share < 1e-6 ? 0 : share > 1 - 1e-6 ? 1 : share
            }
        }
    }
}
