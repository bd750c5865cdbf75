/// Beats a minute, and when the first of them is.
public struct Tempo: Hashable, Sendable {
    /// Above 0 and at most 1000.
    let rate: Rational
    /// When beat 0 is: a length from the start.
    let offset: TimeExpression

    /// Reads beats a minute such as `120` or `128.5`; throws ``TimelineError/tempoRange(_:)`` for
    /// anything but a number above 0 and at most 1000.
    ///
    /// - Parameter offset: when beat 0 is; a length that is neither a share nor counts beats.
    public static func parse(
        _ text: String, offset: TimeExpression = .start
    ) throws(TimelineError) -> Tempo {
        guard let rate = Rational.parse(decimal: text), rate > .zero, rate <= Rational(whole: 1000)
        else { throw .tempoRange(text) }
        return Tempo(rate: rate, offset: offset)
    }

    /// Whether the offset can be resolved only with a frame rate.
    public var needsFrameRate: Bool { offset.needsFrameRate }

    /// The number of beats from the first to a time, below 0 before it; nil for an offset that has no time at
    /// the rate.
    package func beats(at rate: FrameRate) -> ((Time) -> Double)? {
        guard let first = try? offset.resolvedLength(at: rate) else { return nil }
        let perSecond = self.rate.approximation / 60
        return { time in (time.seconds - first.seconds) * perSecond }
    }

    /// How long beats take: beats × 60 / rate seconds, exact.
    func length(ofBeats beats: Rational) throws(TimelineError) -> Time {
        Time(try beats.multiplied(by: Rational(whole: 60)).divided(by: rate))
    }
}
