import Timelines

/// Which pictures a film shows and when, from one pass over it.
///
/// What a container states of itself is not asked: an edit list leaves out pictures, a recording has no
/// length, and a length may be the sound's.
struct FilmIndex: Sendable, Hashable {
    /// When each picture is shown, in ticks of ``clock``; never less than the one's before.
    let times: [Int64]

    /// When the last picture is over, in ticks; after its time.
    let end: Int64

    let clock: FilmClock

    /// Numbers of pictures that need none before them, ascending; empty where the film can be read only
    /// from its beginning.
    let keys: [Int]

    /// How many pictures at the film's beginning need others that it does not have, and are not shown.
    let missingStart: Int

    /// How many pictures there are; at least 1.
    var count: Int { times.count }

    /// Ticks from the first picture to one.
    func ticks(of number: Int) -> Int64 { times[number] &- times[0] }

    /// The number of the last picture that is not shown after a time, counted from the first picture.
    func number(shownAt time: Time) -> Int {
        guard let ticks = clock.lastTick(notAfter: time) else {
            return time < .zero ? 0 : count - 1
        }
        let (latest, overflow) = ticks.addingReportingOverflow(times[0])
        return overflow ? count - 1 : number(atTick: latest)
    }

    /// The number of the last picture whose time is at most a tick; 0 before the first.
    func number(atTick tick: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= tick { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    /// The place in ``keys`` of the last one at or before a picture; nil where there is none.
    func key(before number: Int) -> Int? {
        keys.lastIndex { $0 <= number }
    }
}
