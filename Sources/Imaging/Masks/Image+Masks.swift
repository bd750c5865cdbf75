extension Image {
    /// An image of one channel by the places of its pixels' centres, in pixels from the top left.
    static func mask(
        of size: Size, _ share: (_ x: Double, _ y: Double) -> Float
    ) throws -> Image {
        let count = try sampleCount(width: size.width, height: size.height, channels: 1)
        let samples = [Float](unsafeUninitializedCapacity: count) { target, initialised in
            for y in 0..<size.height {
                for x in 0..<size.width {
                    target[y &* size.width &+ x] = share(Double(x) + 0.5, Double(y) + 0.5)
                }
            }
            initialised = count
        }
        return Image(checkedWidth: size.width, height: size.height, channels: 1, samples: samples)
    }

    /// Every sample s as 1 − s.
    package func inverted() -> Image {
        mapped(width: width, height: height) { source, target in
            for k in 0..<planeCount { target[k] = 1 - source[k] }
        }
    }

    /// The image moved by pixels to the right and down, its edges repeated; between pixels linearly
    /// interpolated.
    package func moved(x: Double, y: Double) -> Image {
        guard x != 0 || y != 0 else { return self }
        let (columns, rows) = (ShiftedAxis(width, by: x), ShiftedAxis(height, by: y))
        return mapped(width: width, height: height) { source, target in
            for row in 0..<height {
                let (upper, lower) = rows.neighbours(of: row)
                let (above, below) = (source + upper * width, source + lower * width)
                for column in 0..<width {
                    let (left, right) = columns.neighbours(of: column)
                    let (a, b) = (
                        columns.mixed(above, left, right), columns.mixed(below, left, right)
                    )
                    target[row &* width &+ column] = a + rows.share * (b - a)
                }
            }
        }
    }
}

/// Where the samples of a moved axis come from.
private struct ShiftedAxis {
    private let count: Int
    private let offset: Int
    /// Of the second neighbour.
    let share: Float

    /// - Parameter shift: pixels; beyond the axis' own length all samples are one edge.
    init(_ count: Int, by shift: Double) {
        self.count = count
        let start = -min(max(shift, -Double(count)), Double(count))
        let whole = start.rounded(.down)
        (offset, share) = (Int(whole), Float(start - whole))
    }

    func neighbours(of index: Int) -> (Int, Int) {
        let first = index + offset
        return (min(max(first, 0), count - 1), min(max(first + 1, 0), count - 1))
    }

    func mixed(_ row: UnsafePointer<Float>, _ first: Int, _ second: Int) -> Float {
        row[first] + share * (row[second] - row[first])
    }
}
