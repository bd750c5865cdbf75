import Timelines

/// What a GIF gives up to be smaller.
struct GIFReduction: Equatable {
    /// Colours, and how exactly still parts follow.
    var settings = GIFCoder.Settings()
    /// Of every so many frames one is shown.
    var step = 1
    /// Its width, as a part of the frames'.
    var share = 1.0

    /// Nothing.
    static let none = GIFReduction()

    /// Sizes and rates in the order in which they are tried, the largest first.
    ///
    /// - Parameter rate: of the frames; at least about six per second are shown, if there are.
    static func scales(_ rate: FrameRate) -> [(step: Int, share: Double)] {
        let most = max(1, Int(rate.framesPerSecond / 6))
        let steps: [(Int, Double)] = [
            (1, 1), (1, 0.85), (1, 0.7), (2, 0.7), (2, 0.6), (2, 0.5), (3, 0.5), (3, 0.42),
            (4, 0.35), (4, 0.29), (6, 0.24), (8, 0.2), (10, 0.16), (12, 0.13), (15, 0.1),
        ]
        return steps.map { (min($0.0, most), $0.1) }
    }

    /// Settings at one size, the best first.
    static let qualities = [
        GIFCoder.Settings(colours: 256, tolerance: 2), .init(colours: 256, tolerance: 4),
        .init(colours: 128, tolerance: 5), .init(colours: 64, tolerance: 7),
        .init(colours: 32, tolerance: 9),
    ]

    /// The best reduction with which a GIF fits, by few attempts; nil if it fits with none.
    ///
    /// - Parameter fits: whether it does.
    static func best(
        _ rate: FrameRate, _ fits: (GIFReduction) throws -> Bool
    ) rethrows -> GIFReduction? {
        if try fits(.none) { return GIFReduction.none }
        let scales = scales(rate)
        func reduction(_ scale: Int, _ quality: Int) -> GIFReduction {
            GIFReduction(
                settings: qualities[quality], step: scales[scale].step, share: scales[scale].share)
        }
        let last = qualities.count - 1
        guard
            let scale = try first(scales.count, where: { try fits(reduction($0, last)) }),
            let quality = try first(last, where: { try fits(reduction(scale, $0)) }, or: last)
        else { return nil }
        return reduction(scale, quality)
    }

    /// The first of some numbers that fits, where all after it do too.
    private static func first(
        _ count: Int, where fits: (Int) throws -> Bool, or other: Int? = nil
    ) rethrows -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if try fits(middle) { high = middle } else { low = middle + 1 }
        }
        return low < count ? low : other
    }

    /// What was given up, for a user.
    ///
    /// - Parameters:
    ///   - width: columns of the frames.
    ///   - shown: columns of the GIF.
    func description(_ width: Int, shown: Int, _ rate: FrameRate) -> String {
        var parts: [String] = []
        if shown < width { parts.append("\(shown) pixels wide instead of \(width)") }
        if step > 1 {
            let part = step == 2 ? "every second frame" : "every \(step)th frame"
            parts.append(part.replacing("3th", with: "3rd"))
        }
        if settings.colours < 256 { parts.append("\(settings.colours) colours instead of 256") }
        if parts.isEmpty { parts.append("small changes of colour left out") }
        return parts.joined(separator: ", ")
    }
}
