/// For how long of each frame θ is averaged, as a film camera's shutter is open: an angle of which 360° are
/// the whole frame.
///
/// θ is linear in the mixture, so the mean of the networks is the network of the mean mixture, exactly.
public struct Shutter: Hashable, Sendable {
    /// Of 360°; above 0 and at most 1.
    let share: Rational

    /// Reads degrees such as `180` or `172.8`, from 0 to 360; nil for 0, at which a frame is its time alone.
    ///
    /// Throws ``TimelineError/shutterRange(_:)`` for anything else, also for more than three places behind
    /// the point.
    public static func parse(_ text: String) throws(TimelineError) -> Shutter? {
        guard let degrees = Rational.parse(decimal: text), degrees.denominator <= 1000,
            degrees <= Rational(whole: 360)
        else { throw .shutterRange(text) }
        guard degrees > .zero else { return nil }
        return Shutter(share: try degrees.divided(by: Rational(whole: 360)))
    }

    /// How long it is open for a frame.
    ///
    /// Exact: the rate's terms have 31 bits, the share's 19.
    func opening(at rate: FrameRate) -> Time {
        (try? Time(rate.frameDuration.value.multiplied(by: share))) ?? .zero
    }
}

/// The times of a path that a frame shows.
package struct ShownTime: Sendable {
    /// The frame's own.
    package let time: Time
    /// While the shutter is open, one after another; none where only the frame's own time is shown.
    let spans: [Span]

    /// From one time of the path to another; backwards where `end` is before `start`.
    struct Span {
        let start: Time
        let end: Time
    }

    /// The most spans: of paths that begin again more often within a frame, the first beginnings are shown.
    private static let spanLimit = 64

    /// A time alone.
    package init(_ time: Time) { (self.time, spans) = (time, []) }

    /// From a time on.
    ///
    /// - Parameters:
    ///   - length: above 0.
    ///   - isBackwards: whether the path is shown towards its start.
    ///   - period: after which time the path begins again; nil where it does not.
    init(from time: Time, for length: Time, isBackwards: Bool, period: Time?) {
        self.time = time
        var spans: [Span] = []
        var (start, rest) = (period.map { time.remainder(dividingBy: $0) } ?? time, length)
        if isBackwards, let period, start == .zero, time > .zero { start = period }
        while rest > .zero, spans.count < Self.spanLimit {
            let limit = isBackwards ? Time.zero : period
            let goal = try? isBackwards ? start.subtracting(rest) : start.adding(rest)
            guard var end = goal else { break }
            if let limit { end = isBackwards ? max(end, limit) : min(end, limit) }
            guard let passed = try? isBackwards ? start.subtracting(end) : end.subtracting(start),
                let left = try? rest.subtracting(passed)
            else { break }
            spans.append(Span(start: start, end: end))
            guard let period else { break }
            (start, rest) = (isBackwards ? period : .zero, left)
        }
        self.spans = spans
    }
}

extension Timeline {
    /// What a frame shows of this path and of those beside it; the frame is clamped to 0…``frameCount`` − 1.
    package func shownTime(ofFrame frame: Int) -> ShownTime {
        let time = time(ofFrame: frame)
        guard let shutter else { return ShownTime(time) }
        // A pingpong turns at its last frame forwards.
        let turn = loop == .pingpong && frameCount > 1 ? frameCount / 2 : frameCount
        return ShownTime(
            from: time, for: shutter.opening(at: frameRate), isBackwards: frame >= turn,
            period: period)
    }
}
