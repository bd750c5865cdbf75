/// The colours of a scene of a GIF.
struct Palette {
    /// RGB, 0…255, and 0.
    let colours: [SIMD4<Float>]

    /// How far a colour's nearest other one is, on average; 0 for a single one.
    let spacing: Float

    private var cache = [Int16](repeating: -1, count: 1 << 18)

    /// At most `count` colours near those of a histogram.
    ///
    /// The box of bins with the largest sum of squared distances from its mean is cut at the mean, along
    /// the channel that it is longest in, until there are enough; then means are moved as k-means does.
    init(_ bins: [ColourHistogram.Bin], count: Int) {
        var boxes = [Box(bins[...])]
        while boxes.count < count,
            let largest = boxes.indices.max(by: { boxes[$0].error < boxes[$1].error }),
            let parts = boxes[largest].cut
        {
            boxes[largest] = parts.0
            boxes.append(parts.1)
        }
        var colours = boxes.map(\.mean)
        for _ in 0..<3 { Self.move(&colours, bins) }
        self.colours = colours.map { $0.rounded(.toNearestOrAwayFromZero) }
        spacing = Self.spacing(self.colours)
    }

    /// The index of the nearest colour to one, whose channels count to a quarter.
    @inline(__always)
    mutating func index(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        let key = (red >> 2) << 12 | (green >> 2) << 6 | blue >> 2
        if cache[key] >= 0 { return Int(cache[key]) }
        let colour = SIMD4<Float>(
            Float(red & ~3) + 2, Float(green & ~3) + 2, Float(blue & ~3) + 2, 0)
        let index = Self.nearest(colour, colours)
        cache[key] = Int16(index)
        return index
    }

    private static func nearest(_ colour: SIMD4<Float>, _ colours: [SIMD4<Float>]) -> Int {
        colours.withUnsafeBufferPointer { colours in
            var (best, least) = (0, Float.infinity)
            for index in 0..<colours.count {
                let difference = colours[index] - colour
                let distance = (difference * difference).sum()
                if distance < least { (best, least) = (index, distance) }
            }
            return best
        }
    }

    /// Moves each colour to the mean of the bins that are nearest to it.
    private static func move(
        _ colours: inout [SIMD4<Float>], _ bins: [ColourHistogram.Bin]
    ) {
        var sums = [SIMD4<Float>](repeating: .zero, count: colours.count)
        var weights = [Float](repeating: 0, count: colours.count)
        for bin in bins {
            let index = nearest(bin.colour, colours)
            sums[index] += bin.colour * bin.weight
            weights[index] += bin.weight
        }
        for index in colours.indices where weights[index] > 0 {
            colours[index] = sums[index] / weights[index]
        }
    }

    private static func spacing(_ colours: [SIMD4<Float>]) -> Float {
        guard colours.count > 1 else { return 0 }
        let distances = colours.indices.map { index in
            var others = colours
            others.remove(at: index)
            let difference = others[nearest(colours[index], others)] - colours[index]
            return (difference * difference).sum().squareRoot()
        }
        return distances.reduce(0, +) / Float(distances.count)
    }
}

/// Bins of a histogram that are near one another.
private struct Box {
    let bins: ArraySlice<ColourHistogram.Bin>
    let mean: SIMD4<Float>
    /// The sum of squared distances from the mean, by channels.
    private let errors: SIMD4<Float>

    var error: Float { errors.sum() }

    init(_ bins: ArraySlice<ColourHistogram.Bin>) {
        self.bins = bins
        var (weight, sum) = (Float(0), SIMD4<Float>.zero)
        for bin in bins {
            weight += bin.weight
            sum += bin.colour * bin.weight
        }
        let mean = weight > 0 ? sum / weight : .zero
        var errors = SIMD4<Float>.zero
        for bin in bins {
            let difference = bin.colour - mean
            errors += difference * difference * bin.weight
        }
        (self.mean, self.errors) = (mean, errors)
    }

    /// The box in two; nil for one colour.
    var cut: (Box, Box)? {
        guard bins.count > 1, error > 0 else { return nil }
        let axis = (0..<3).max { errors[$0] < errors[$1] } ?? 0
        var sorted = Array(bins)
        let place = sorted.partition { $0.colour[axis] > mean[axis] }
        guard place > 0, place < sorted.count else { return nil }
        return (Box(sorted[..<place]), Box(sorted[place...]))
    }
}
