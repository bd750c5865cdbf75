extension NoiseEstimate {
    /// The variance that clipping has left of the noise at every sample of an image, by the mean of the 5×5
    /// samples around it; in squares of its values (1 for 255 levels), plane by plane.
    package func variances(in image: Image) -> [Float] {
        guard deviation > 0 else { return [Float](repeating: 0, count: image.samples.count) }
        let clipped = ClippedNoise(deviation: deviation)
        let square = (deviation / 255) * (deviation / 255)
        return image.neighbourhoodMeans.map {
            Float(square * clipped.share(atMean: Double($0) * 255))
        }
    }
}

extension Image {
    /// The mean of the 5×5 samples around each, of those that there are.
    fileprivate var neighbourhoodMeans: [Float] {
        var means: [Float] = []
        means.reserveCapacity(samples.count)
        for plane in 0..<channels {
            for y in 0..<height {
                let rows = max(0, y - 2)...min(height - 1, y + 2)
                for x in 0..<width {
                    let columns = max(0, x - 2)...min(width - 1, x + 2)
                    var sum: Float = 0
                    for row in rows {
                        let start = (plane * height + row) * width
                        for column in columns { sum += samples[start + column] }
                    }
                    means.append(sum / Float(rows.count * columns.count))
                }
            }
        }
        return means
    }
}
