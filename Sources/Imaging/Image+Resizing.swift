extension Image {
    /// The image at another size, each axis through a triangle filter.
    ///
    /// When a side shrinks the triangle is widened to the size of the shrunken pixel, so nothing
    /// aliases; when it grows this is linear interpolation.  Pixel centres are at half-integers, and
    /// columns or rows beyond the edge do not count.  Throws ``ImagingError`` for a bad size.
    public func resized(width newWidth: Int, height newHeight: Int) throws -> Image {
        _ = try Image.sampleCount(width: newWidth, height: newHeight, channels: channels)
        _ = try Image.sampleCount(width: newWidth, height: height, channels: channels)
        let narrowed = newWidth == width ? self : resizedRows(to: newWidth)
        return newHeight == height ? narrowed : narrowed.resizedColumns(to: newHeight)
    }

    /// The same for a size.
    public func resized(to size: Size) throws -> Image {
        try resized(width: size.width, height: size.height)
    }

    /// The image at another width, its height following in proportion (rounded, at least 1).
    public func resized(toWidth newWidth: Int) throws -> Image {
        try resized(to: size.scaled(toWidth: newWidth))
    }

    private func resizedRows(to newWidth: Int) -> Image {
        let taps = ResizingTaps(from: width, to: newWidth)
        return mapped(width: newWidth, height: height) { source, target in
            for y in 0..<height {
                let row = source + y * width
                for x in 0..<newWidth {
                    var sum: Float = 0
                    let first = taps.firsts[x]
                    let base = x &* taps.length
                    for tap in 0..<taps.length {
                        sum += taps.weights[base &+ tap] * row[first &+ tap]
                    }
                    target[y &* newWidth &+ x] = sum
                }
            }
        }
    }

    private func resizedColumns(to newHeight: Int) -> Image {
        let taps = ResizingTaps(from: height, to: newHeight)
        return mapped(width: width, height: newHeight) { source, target in
            for y in 0..<newHeight {
                let row = target + y * width
                row.update(repeating: 0, count: width)
                for tap in 0..<taps.length {
                    let weight = taps.weights[y * taps.length + tap]
                    let from = source + (taps.firsts[y] + tap) * width
                    for x in 0..<width { row[x] += weight * from[x] }
                }
            }
        }
    }
}

/// The weights of one axis: the same number of neighbours for every output position.
private struct ResizingTaps {
    /// Neighbours of each output position, 1….
    let length: Int

    /// The first neighbour of each output position; it and the following `length` lie inside.
    let firsts: [Int]

    /// `length` weights for each output position; each group sums to 1.
    let weights: [Float]

    /// With s = max(1, from / to) and the centre c = (i + ½) × from / to − ½, neighbour j weighs
    /// max(0, 1 − |j − c| / s), divided by the sum.
    init(from: Int, to: Int) {
        let ratio = Double(from) / Double(to)
        let support = max(1, ratio)
        let length = min(from, Int(support.rounded(.up)) * 2 + 1)
        var firsts: [Int] = []
        var weights: [Float] = []
        for i in 0..<to {
            let centre = (Double(i) + 0.5) * ratio - 0.5
            let first = min(max(0, Int((centre - support).rounded(.up))), from - length)
            let raw = (first..<first + length).map { j in
                max(0, 1 - abs(Double(j) - centre) / support)
            }
            let sum = raw.reduce(0, +)
            firsts.append(first)
            weights += raw.map { Float($0 / sum) }
        }
        (self.length, self.firsts, self.weights) = (length, firsts, weights)
    }
}
