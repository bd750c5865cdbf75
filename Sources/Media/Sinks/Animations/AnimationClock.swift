import Timelines

/// When the frames of an animation are shown, in whole ticks of a format's clock.
struct AnimationClock {
    /// Frames a second.
    let rate: FrameRate
    /// Ticks a second.
    let ticks: Int

    /// When a frame is shown, rounded to the nearest tick: so rounding never adds up.
    func time(ofFrame index: Int) -> Int {
        let (num, den) = (Int(rate.numerator), Int(rate.denominator))
        return (2 * ticks * index * den + num) / (2 * num)
    }

    /// A note where frames are so short that players slow the animation down; nil elsewhere.
    ///
    /// Browsers show a frame of 10 ms or less for 100 ms.
    var slowness: String? {
        guard rate.numerator > 90 * rate.denominator else { return nil }
        return "browsers slow an animation of more than 90 frames per second down to 10"
    }
}
