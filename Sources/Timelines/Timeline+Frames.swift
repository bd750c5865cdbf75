extension Timeline {
    /// The mixture of a frame, clamped to 0…``frameCount`` − 1.
    public func mixture(ofFrame frame: Int) -> Mixture {
        mixture(at: time(ofFrame: frame))
    }

    /// The time of the pass forwards that a frame shows, clamped to 0…``frameCount`` − 1.
    ///
    /// k / rate, folded back where a `pingpong` runs backwards.  The last frame of a pass without a
    /// duration shows the end of the last keyframe, also where that is no multiple of 1 / rate.
    public func time(ofFrame frame: Int) -> Time {
        let forwards = passFrame(ofFrame: frame)
        let isLast = duration == nil && forwards == passFrames - 1
        if isLast, let end = departures.last, !Self.isSeamless(keyframes, loop) { return end }
        // Cannot fail: 10⁷ frames times 31 bits stay within 64.
        return (try? frameRate.time(ofFrame: forwards)) ?? .zero
    }

    /// The frame of the pass forwards, 0…, that a frame of the film shows.
    public func passFrame(ofFrame frame: Int) -> Int {
        let frame = min(max(frame, 0), frameCount - 1)
        return frame < passFrames ? frame : 2 * (passFrames - 1) - frame
    }

    /// Whether the last frame is left out because the first follows it.
    private static func isSeamless(_ keyframes: [Keyframe], _ loop: Loop) -> Bool {
        loop == .repeat && keyframes.first?.mixture == keyframes.last?.mixture
    }

    static func passFrames(
        _ ordered: (keyframes: [Keyframe], departures: [Time]), _ loop: Loop, _ duration: Time?,
        _ rate: FrameRate
    ) throws(TimelineError) -> Int {
        if let duration {
            let count = try rate.nearestFrame(to: duration)
            guard count > 0 else { throw .noFrames(duration: duration, rate: rate) }
            return try checked(count)
        }
        let last = try checked(rate.nearestFrame(to: ordered.departures.last ?? .zero))
        return isSeamless(ordered.keyframes, loop) && last > 0 ? last : last + 1
    }

    private static func checked(_ count: Int) throws(TimelineError) -> Int {
        guard count <= frameLimit else { throw .tooManyFrames(count) }
        return count
    }
}
