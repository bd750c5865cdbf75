import Timelines

/// The frame rate that a film is meant to have, chosen by when its pictures are shown.
///
/// A phone's film of 30000/1001 has gaps, a clock of milliseconds rounds, and a container's average then is a
/// fraction that nobody meant.  A film whose pictures come at equal steps has the rate that they say.  Of others,
/// every picture is shown at least once: at the lowest usual rate, from that of most pictures on, whose frames the
/// pictures begin with; else within a quarter of a frame; else at all.
struct FilmRate: Equatable {
    let rate: FrameRate
    /// How many frames the whole film has at the rate; at least 1.
    let frameCount: Int
    /// How many of them show a picture for a further time.
    let repeated: Int
    /// How many pictures are not shown.
    let hidden: Int

    /// - Parameter stated: what the container calls its rate, best first.
    init(_ index: FilmIndex, stated: [FrameRate]) {
        let pictures = Pictures(index)
        if let constant = pictures.constantRate(stated: stated) {
            self.init(constant, frameCount: index.count, repeated: 0, hidden: 0)
            return
        }
        let typical = 1 / pictures.typicalStep
        let known = (stated.filter(\.isUsual) + Self.usual).filter {
            $0.framesPerSecond > 0.985 * typical
        }
        let near = known.filter { $0.framesPerSecond < 1.015 * typical }
            .map { (rate: $0, deviation: pictures.deviation(from: $0)) }
            .min { $0.deviation < $1.deviation }
        let faster = (known + [pictures.rateOfShortest].compactMap(\.self))
            .filter { $0.framesPerSecond <= max(Self.limit, 1.015 * typical) }
            .sorted { $0.framesPerSecond < $1.framesPerSecond }
        let candidates = [near?.rate].compactMap(\.self) + faster
        let whole = candidates.filter { pictures.shown(at: $0).hidden == 0 }
        let rate =
            whole.first(where: pictures.areOnFrames)
            ?? whole.first { pictures.largestDeviation(from: $0) <= 0.25 } ?? whole.first
            ?? faster.last ?? Self.sixty
        let shown = pictures.shown(at: rate)
        self.init(
            rate, frameCount: shown.frames,
            repeated: shown.frames - (index.count - shown.hidden), hidden: shown.hidden)
    }

    private init(_ rate: FrameRate, frameCount: Int, repeated: Int, hidden: Int) {
        self.rate = rate
        self.frameCount = frameCount
        self.repeated = repeated
        self.hidden = hidden
    }

    /// What a user should hear of the choice; nil for a film whose pictures come at equal steps.
    var notice: String? {
        let at = "the pictures come at unequal times and are shown at \(rate) frames per second"
        if hidden > 0 { return "\(at): \(hidden) of them are too short for it and left out" }
        guard repeated > 0 else { return nil }
        return "\(at): \(repeated) of \(frameCount) frames show the picture before again"
    }

    /// A film of unequal steps gets no more frames per second than this, unless most of its pictures come
    /// faster.
    private static let limit = 60.0

    private static let sixty = FrameRate(ofSource: 60, 1) ?? .film

    fileprivate static let usual: [FrameRate] = [
        (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (8, 1), (10, 1), (12, 1), (25, 2), (15, 1),
        (20, 1), (24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (48, 1), (50, 1),
        (60000, 1001), (60, 1), (100, 1), (120_000, 1001), (120, 1), (240, 1),
    ].compactMap { FrameRate(ofSource: $0.0, $0.1) }
}

extension FrameRate {
    /// Whether it is whole, or a whole number × 1000/1001.
    fileprivate var isUsual: Bool {
        denominator == 1 || denominator == 1001 && numerator % 1000 == 0
    }
}

/// When pictures are shown, in seconds from the first.
private struct Pictures {
    private let index: FilmIndex
    private let count: Int
    private let tick: Double

    init(_ index: FilmIndex) {
        self.index = index
        count = index.count
        tick = index.clock.seconds(1)
    }

    private func time(_ number: Int) -> Double { index.clock.seconds(index.ticks(of: number)) }

    /// From one picture to the next, in ticks.
    private func step(_ number: Int) -> Int64 {
        max(1, (number + 1 < count ? index.times[number + 1] : index.end) &- index.times[number])
    }

    /// The median of the steps, in seconds.
    var typicalStep: Double {
        let steps = (0..<max(1, count - 1)).map(step).sorted()
        return index.clock.seconds(steps[steps.count / 2])
    }

    /// The rate of the shortest step; nil where it is no frame rate.
    var rateOfShortest: FrameRate? {
        guard let shortest = (0..<count).map(step).min() else { return nil }
        return rate(ofPictures: 1, in: shortest)
    }

    /// The rate at which a number of pictures takes a number of ticks.
    private func rate(ofPictures pictures: Int, in ticks: Int64) -> FrameRate? {
        let (frames, overflow) = index.clock.denominator.multipliedReportingOverflow(
            by: Int64(pictures))
        let (length, lengthOverflow) = ticks.multipliedReportingOverflow(by: index.clock.numerator)
        return overflow || lengthOverflow ? nil : FrameRate(ofSource: frames, length)
    }

    /// The rate of pictures that come at equal steps, but for the clock's rounding; nil for others.
    func constantRate(stated: [FrameRate]) -> FrameRate? {
        guard count > 1 else { return stated.first ?? rate(ofPictures: 1, in: step(0)) }
        let first = step(0)
        let exact =
            (1..<count - 1).allSatisfy { step($0) == first } ? rate(ofPictures: 1, in: first) : nil
        // A clock that can say the rate says it; one of milliseconds rounds.
        if let exact, exact.isUsual || 1e4 * tick < index.clock.seconds(first) { return exact }
        if let stated = stated.first(where: keepsTime) { return stated }
        return FilmRate.usual.filter(keepsTime).min { deviation(from: $0) < deviation(from: $1) }
            ?? exact.flatMap { keepsTime($0) ? $0 : nil }
    }

    /// Whether every picture is within a tick of its frame's time.
    private func keepsTime(_ rate: FrameRate) -> Bool {
        let frame = 1 / rate.framesPerSecond
        return (0..<count).allSatisfy { abs(time($0) - Double($0) * frame) < 1.01 * tick }
    }

    /// Whether every picture, and the end of the last one, is within a tick of some frame of a rate.
    func areOnFrames(of rate: FrameRate) -> Bool {
        let end = index.clock.seconds(index.end &- index.times[0]) * rate.framesPerSecond
        let largest = max(largestDeviation(from: rate), abs(end - end.rounded()))
        return largest < 1.01 * tick * rate.framesPerSecond
    }

    /// How far pictures are from the nearest frame of a rate, in frames, on average.
    func deviation(from rate: FrameRate) -> Double {
        deviations(from: rate).reduce(0, +) / Double(count)
    }

    /// How far the picture farthest from a frame of a rate is from it, in frames.
    func largestDeviation(from rate: FrameRate) -> Double {
        deviations(from: rate).max() ?? 0
    }

    private func deviations(from rate: FrameRate) -> some Sequence<Double> {
        (0..<count).lazy.map {
            let position = time($0) * rate.framesPerSecond
            return abs(position - position.rounded())
        }
    }

    /// How many frames there are at a rate, and how many pictures none of them shows.
    func shown(at rate: FrameRate) -> (frames: Int, hidden: Int) {
        let perSecond = rate.framesPerSecond
        var hidden = 0
        // The first frame that shows a picture; see ``FrameRate/latestStart(ofFrame:)``.
        var current = 0
        for number in 1..<max(1, count) {
            let next = Self.frame((time(number) * perSecond - 0.25).rounded(.up))
            if next <= current { hidden += 1 }
            current = max(current, next)
        }
        let length = index.clock.seconds(index.end &- index.times[0])
        return (max(current + 1, Self.frame((length * perSecond).rounded())), hidden)
    }

    /// A whole number from 0 on as far as a film could go: damaged ones have times of 10¹⁸ seconds.
    private static func frame(_ position: Double) -> Int { Int(min(max(position, 0), 0x1p40)) }
}
