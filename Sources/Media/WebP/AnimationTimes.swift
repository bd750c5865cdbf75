import Timelines

/// When the frames of an animation are shown, and the rate that shows every one of them.
struct AnimationTimes {
    /// Frames a second.
    let frameRate: FrameRate
    /// How many frames of that rate the animation lasts.
    let frameCount: Int
    /// What a user should hear of once; nil for nothing.
    let notice: String?
    /// In milliseconds.
    private let starts: [Int]
    private let end: Int

    /// The highest rate.
    private static let fastest = 60

    /// - Parameter delays: how long each frame is shown, in milliseconds, above 0; at least one.
    init(delays: [Int]) {
        var (starts, end) = ([Int](), 0)
        for delay in delays {
            starts.append(end)
            end += delay
        }
        (self.starts, self.end) = (starts, end)
        let (shortest, longest) = (delays.min() ?? 1, delays.max() ?? 1)
        let unit = delays.reduce(0, Self.greatestCommonDivisor)
        if longest - shortest <= 1 {
            // One rate, whose times were rounded to milliseconds.
            frameRate =
                FrameRate(ofSource: Int64(delays.count) * 1000, Int64(end))
                ?? FrameRate(ofSource: 1000, Int64(longest)) ?? .oneASecond
            (frameCount, notice) = (delays.count, nil)
        } else {
            let isTooFast = 1000 > Self.fastest * unit
            let rate = isTooFast ? (Int64(Self.fastest), 1) : (1000, Int64(unit))
            frameRate = FrameRate(ofSource: rate.0, rate.1) ?? .oneASecond
            frameCount = max(1, Int((Double(end) / 1000 * frameRate.framesPerSecond).rounded()))
            notice =
                isTooFast
                ? "frames of \(shortest) to \(longest) ms are shown at \(Self.fastest) frames per second"
                : nil
        }
    }

    func start(ofFrame index: Int) throws -> Time { try Time(Int64(starts[index]), 1000) }

    /// The time of the last frame of the rate; nil where that is the last frame's own.
    func heldUntil() throws -> Time? {
        let time = try frameRate.time(ofFrame: frameCount - 1)
        return try time > start(ofFrame: starts.count - 1) ? time : nil
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
