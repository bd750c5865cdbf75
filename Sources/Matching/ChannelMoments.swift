import Graphs
package import Weights

/// Mean and standard deviation of each channel of a value, over the pixels of several images.
package struct ChannelMoments: Sendable, Equatable {
    /// One a channel.
    package let means: [Double]
    /// σ with σ² = Σ (x − μ)² / n, one a channel, 0 or more.
    package let deviations: [Double]

    /// Measures one value for several images.
    ///
    /// - Parameter values: of one shape, at least one, whose axis 1 are the channels.
    package init(_ values: [Tensor]) {
        let sizes = values.first?.shape ?? []
        let channels = sizes.count > 1 ? sizes[1] : 1
        var means: [Double] = []
        var deviations: [Double] = []
        for channel in 0..<channels {
            let samples = values.flatMap { value in
                let area = value.elementCount / channels
                return value.values[channel * area..<(channel + 1) * area]
            }
            let count = Double(max(samples.count, 1))
            let mean = samples.reduce(0) { $0 + Double($1) } / count
            let squares = samples.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            means.append(mean)
            deviations.append((squares / count).squareRoot())
        }
        self.means = means
        self.deviations = deviations
    }

    /// The mean of the channels' variances.
    package var variance: Double {
        deviations.reduce(0) { $0 + $1 * $1 } / Double(max(deviations.count, 1))
    }
}
