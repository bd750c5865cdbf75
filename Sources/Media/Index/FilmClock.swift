import CFFmpeg
import Timelines

/// The clock of a film's container: how long a tick is.
struct FilmClock: Sendable, Hashable {
    /// Seconds of a tick as a fraction; both more than 0.
    let numerator: Int64
    let denominator: Int64

    /// That of animations.
    static let milliseconds = FilmClock(numerator: 1, denominator: 1000)

    private init(numerator: Int64, denominator: Int64) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// Nil unless both are more than 0.
    init?(_ numerator: Int64, _ denominator: Int64) {
        guard numerator > 0, denominator > 0 else { return nil }
        self.init(numerator: numerator, denominator: denominator)
    }

    /// A stream's; a container that states none, or nonsense, counts microseconds.
    init(_ stream: UnsafeMutablePointer<AVStream>) {
        let base = stream.pointee.time_base
        let isSound = base.num > 0 && base.den > 0
        numerator = isSound ? Int64(base.num) : 1
        denominator = isSound ? Int64(base.den) : 1_000_000
    }

    /// For FFmpeg.
    var timeBase: AVRational {
        AVRational(num: Int32(clamping: numerator), den: Int32(clamping: denominator))
    }

    /// A number of ticks as a time; nil beyond 64 bits.
    func time(_ ticks: Int64) -> Time? {
        let (product, overflow) = ticks.multipliedReportingOverflow(by: numerator)
        return overflow ? nil : try? Time(product, denominator)
    }

    /// A number of ticks in seconds, rounded to a double.
    func seconds(_ ticks: Int64) -> Double {
        Double(ticks) * Double(numerator) / Double(denominator)
    }

    /// The last tick that is not after a time; nil beyond 64 bits.
    func lastTick(notAfter time: Time) -> Int64? {
        // floor(n d / (m D)) for a time n / m and ticks of D / d.
        let (divisor, overflow) = time.denominator.multipliedReportingOverflow(by: numerator)
        guard !overflow, time >= .zero else { return nil }
        let product = time.numerator.magnitude.multipliedFullWidth(by: denominator.magnitude)
        guard product.high < divisor.magnitude else { return nil }
        return Int64(exactly: divisor.magnitude.dividingFullWidth(product).quotient)
    }
}
