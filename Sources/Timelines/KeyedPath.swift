/// Values at times and the ways between them: what a timeline of mixtures and a curve of numbers have in
/// common.
protocol KeyedPath: Sendable {
    /// What a key has.
    associatedtype Value: Hashable & Sendable

    /// In the order of time, without overlap; at least one.
    var keyframes: [TimedKey<Value>] { get }
    /// The times at which keyframe i is reached.
    var times: KeyMoments { get }
    /// The times at which the transition from keyframe i begins.
    var transitionStarts: [Time] { get }
    /// After which time the path begins again; nil where it does not.
    var period: Time? { get }
    /// How the way from keyframe i is retimed; empty where none is.
    var paces: [Pace?] { get }
}

/// Where a path is: at a keyframe's value, with the progress 0, or so far on the way from it to the next one,
/// within 0…1 unless its easing overshoots.
struct PathPlace: Hashable, Sendable {
    let keyframe: Int
    let progress: Double
}

extension KeyedPath {
    /// Where a time of the pass forwards lies.
    func place(at outputTime: Time) -> PathPlace {
        place(within: period.map { outputTime.remainder(dividingBy: $0) } ?? outputTime)
    }

    /// Where a time of the path lies; what is at its end is not its beginning again.
    func place(within time: Time) -> PathPlace {
        guard let index = times.last(until: time) else {
            return PathPlace(keyframe: 0, progress: 0)
        }
        guard index + 1 < times.count, time > transitionStarts[index] else {
            return PathPlace(keyframe: index, progress: 0)
        }
        let passed = time.progress(from: transitionStarts[index], to: times[index + 1])
        return PathPlace(keyframe: index, progress: progress(from: index, at: passed))
    }

    /// The progress after a share 0…1 of the time of the way from a keyframe.
    func progress(from keyframe: Int, at passed: Double) -> Double {
        let eased = keyframes[keyframe].easing.progress(at: passed)
        guard let pace = paces.isEmpty ? nil : paces[keyframe] else { return eased }
        return pace.place(at: eased)
    }
}

/// Ascending times, among which one is found quickly: in doubles first, which lie close together, and then
/// exactly.
struct KeyMoments: Hashable, Sendable {
    private let exact: [Time]
    private let seconds: [Double]

    init(_ times: [Time]) { (exact, seconds) = (times, times.map(\.seconds)) }

    var count: Int { exact.count }

    subscript(index: Int) -> Time { exact[index] }

    /// The last at or before a time; nil before the first.
    func last(until time: Time) -> Int? {
        let rounded = time.seconds
        var (low, high) = (0, seconds.count)
        while low < high {
            let middle = (low + high) / 2
            if seconds[middle] <= rounded { low = middle + 1 } else { high = middle }
        }
        while low < exact.count, exact[low] <= time { low += 1 }
        while low > 0, exact[low - 1] > time { low -= 1 }
        return low > 0 ? low - 1 : nil
    }
}
