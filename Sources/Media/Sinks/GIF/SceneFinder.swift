/// Finds the frames from which a film needs another palette: at a cut, and when colours have drifted away.
struct SceneFinder {
    /// The first frame of each scene, 0 among them.
    private(set) var starts: [Int] = []

    private var count = 0
    private var first: [Int32] = []
    private var latest: [Int32] = []

    /// The parts of the pixels that have other colours than before, four bits of each channel compared: of
    /// frames that follow one another, and since the scene's first frame.
    private static let cut = 0.5
    private static let drift = 0.3
    /// Frames of a scene at the least, but for cuts: a palette takes bytes too.
    private static let shortest = 6

    /// Takes the next frame, interleaved RGB.
    mutating func add(_ rgb: [UInt8]) {
        let histogram = Self.histogram(rgb)
        let pixels = Double(max(1, rgb.count / 3))
        let isCut = Self.difference(histogram, latest) / pixels > Self.cut
        let hasDrifted =
            count - (starts.last ?? 0) >= Self.shortest
            && Self.difference(histogram, first) / pixels > Self.drift
        if starts.isEmpty || isCut || hasDrifted {
            starts.append(count)
            first = histogram
        }
        latest = histogram
        count += 1
    }

    private static func histogram(_ rgb: [UInt8]) -> [Int32] {
        var histogram = [Int32](repeating: 0, count: 4096)
        for pixel in stride(from: 0, to: rgb.count - 2, by: 3) {
            let (r, g, b) = (Int(rgb[pixel]), Int(rgb[pixel + 1]), Int(rgb[pixel + 2]))
            histogram[(r >> 4) << 8 | (g >> 4) << 4 | b >> 4] &+= 1
        }
        return histogram
    }

    /// How many pixels have another colour.
    private static func difference(_ a: [Int32], _ b: [Int32]) -> Double {
        guard a.count == b.count else { return 0 }
        return Double(zip(a, b).reduce(0) { $0 + Int(abs($1.0 - $1.1)) }) / 2
    }
}
