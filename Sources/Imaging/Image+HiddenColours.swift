extension Image {
    /// Gives pixels of alpha 0 the colours of the nearest visible ones, blurred the more the further these
    /// are; does nothing without alpha.
    ///
    /// Files have anything there, mostly black, and a network or a filter that looks at neighbours would
    /// draw it into the edges of what is visible.  The colours come from images of half the size, one from
    /// the other, in which every pixel is the mean of the visible ones; where none is visible, black.
    package mutating func fillHiddenColours() {
        guard hasAlpha, samples[(3 * planeCount)...].contains(where: { $0 <= 0 }) else { return }
        guard planeCount > 1 else {
            for c in 0..<3 { samples[c] = 0 }
            return
        }
        var half = halvedWhereVisible()
        half.fillHiddenColours()
        takeHiddenColours(from: half)
    }

    /// Squares of 2×2 pixels as one: the mean of their colours, weighted by alpha, and of their alpha.
    private func halvedWhereVisible() -> Image {
        let half = Size(width: (width + 1) / 2, height: (height + 1) / 2)
        var result = [Float](repeating: 0, count: 4 * half.area)
        samples.withUnsafeBufferPointer { samples in
            for y in 0..<height {
                for x in 0..<width {
                    let (from, to) = (y &* width &+ x, (y / 2) &* half.width &+ x / 2)
                    let alpha = samples[from &+ 3 &* planeCount]
                    guard alpha > 0 else { continue }
                    for c in 0..<3 {
                        result[to &+ c &* half.area] += alpha * samples[from &+ c &* planeCount]
                    }
                    result[to &+ 3 &* half.area] += alpha
                }
            }
        }
        for i in 0..<half.area where result[3 * half.area + i] > 0 {
            for c in 0..<3 { result[c * half.area + i] /= result[3 * half.area + i] }
            result[3 * half.area + i] /= 4
        }
        return Image(
            checkedWidth: half.width, height: half.height, channels: 4, samples: result)
    }

    /// Colours of hidden pixels by linear interpolation in an image of half the size.
    private mutating func takeHiddenColours(from half: Image) {
        let (width, height, plane) = (width, height, planeCount)
        half.samples.withUnsafeBufferPointer { source in
            samples.withUnsafeMutableBufferPointer { samples in
                for y in 0..<height {
                    let (row, nextRow) = Self.neighbours(of: y, in: half.height)
                    for x in 0..<width where samples[y * width + x + 3 * plane] <= 0 {
                        let (column, nextColumn) = Self.neighbours(of: x, in: half.width)
                        for c in 0..<3 {
                            let upper = c * half.planeCount + row * half.width
                            let lower = c * half.planeCount + nextRow * half.width
                            let above =
                                0.75 * source[upper + column] + 0.25 * source[upper + nextColumn]
                            let below =
                                0.75 * source[lower + column] + 0.25 * source[lower + nextColumn]
                            samples[y * width + x + c * plane] = 0.75 * above + 0.25 * below
                        }
                    }
                }
            }
        }
    }

    /// The pixel of a half-sized axis that a place lies in, and the one on the place's side of its centre.
    private static func neighbours(of place: Int, in count: Int) -> (Int, Int) {
        let own = place / 2
        return (own, min(max(own + (place % 2 == 0 ? -1 : 1), 0), count - 1))
    }
}
