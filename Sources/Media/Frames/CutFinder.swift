package import Imaging

/// Finds the images of a film that begin a shot.
///
/// Images are compared by the means of 32×18 blocks, which hide noise: the difference of an image from the
/// one before is the mean distance of these in levels of 255.  An image begins a shot if it differs by more
/// than 12 levels, and by more than three times what the images before and after it differ by, so that
/// neither flashes nor fast motion count.
package struct CutFinder {
    private var means: [Float] = []
    /// Of the image before the last one.
    private var earlier = 0.0
    /// Of the last image; nil before the first.
    private var latest: Double?

    private static let blocks = (columns: 32, rows: 18)
    private static let leastDifference = 12.0
    private static let leastRatio = 3.0

    /// Has seen no image.
    package init() {}

    /// Takes the next image; whether the one before it begins a shot other than the first.
    package mutating func add(_ image: Image) -> Bool {
        let next = Self.means(of: image)
        let difference = Self.difference(next, means)
        let isCut = isCut(before: difference)
        (earlier, latest, means) = (latest ?? 0, means.isEmpty ? 0 : difference, next)
        return isCut
    }

    /// Whether the last image begins a shot.
    package var isCutAtEnd: Bool { isCut(before: 0) }

    private func isCut(before next: Double) -> Bool {
        guard let latest, latest > Self.leastDifference else { return false }
        return latest > Self.leastRatio * max(earlier, next)
    }

    private static func means(of image: Image) -> [Float] {
        let columns = min(blocks.columns, image.width)
        let rows = min(blocks.rows, image.height)
        var means: [Float] = []
        for plane in 0..<min(3, image.channels) {
            for row in 0..<rows {
                let ys = row * image.height / rows..<(row + 1) * image.height / rows
                for column in 0..<columns {
                    let xs = column * image.width / columns..<(column + 1) * image.width / columns
                    var sum: Float = 0
                    for y in ys {
                        let start = (plane * image.height + y) * image.width
                        for x in xs { sum += image.samples[start + x] }
                    }
                    means.append(sum / Float(ys.count * xs.count))
                }
            }
        }
        return means
    }

    private static func difference(_ a: [Float], _ b: [Float]) -> Double {
        guard a.count == b.count, !a.isEmpty else { return 0 }
        let sum = zip(a, b).reduce(0.0) { $0 + Double(abs($1.0 - $1.1)) }
        return 255 * sum / Double(a.count)
    }
}
