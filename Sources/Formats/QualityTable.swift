extension FormatSetting {
    /// The quality of single images on the scale of ``MP4Format/quality``; by itself finer than a video's,
    /// as images are looked at one by one and edited.
    public static let imageQuality = FormatSetting(
        key: "quality", values: .range(0...51), standard: .number(standardImageQuality))

    /// The usual ``imageQuality``.
    public static let standardImageQuality = 6
}

/// An encoder's own quality for each of ``MP4Format/quality``'s: points of equal SSIM, and straight lines
/// between them.
struct QualityTable: Sendable {
    private let points: [(quality: Int, own: Int)]

    /// Points in the order of their quality, the first 0 and the last 51.
    init(_ points: [(quality: Int, own: Int)]) { self.points = points }

    /// The encoder's quality, rounded; beyond the ends that of the nearest.
    func value(at quality: Int) -> Int {
        guard let first = points.first, quality > first.quality else {
            return points.first?.own ?? 0
        }
        for (from, to) in zip(points, points.dropFirst()) where quality <= to.quality {
            let (steps, step) = (to.quality - from.quality, quality - from.quality)
            return (2 * (from.own * (steps - step) + to.own * step) + steps) / (2 * steps)
        }
        return points.last?.own ?? 0
    }
}
