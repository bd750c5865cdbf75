/// Spans between anchors and the intervals that they are divided into.
extension AdaptiveSampler {
    /// A part of a straight span whose ends are computed, and what decides whether the frames between are
    /// blended.
    struct Interval: Sendable, Equatable {
        /// The run at its beginning.
        let first: Int
        /// The run at its end.
        let last: Int
        /// The run whose image is computed to be compared with the blend of the ends'.
        let middle: Int
        /// That blend.
        let blend: FrameBlend
    }

    /// Where the image of a run that has to be computed may come from.
    enum Origin: Equatable {
        /// An earlier run shows the same, and whether it was computed is not known yet.
        case undecided
        /// A run whose image is there.
        case run(Int)
        /// Nowhere: a network has to run.
        case none
    }

    /// Notes the result for an interval: the largest difference of its middle from the blend, levels of 255.
    mutating func compared(_ interval: Interval, difference: Double) {
        intervals.removeAll { $0.interval == interval }
        if difference <= tolerance {
            largestDifference = max(largestDifference, difference)
            blend(from: interval.first, to: interval.middle)
            blend(from: interval.middle, to: interval.last)
        } else {
            openInterval(from: interval.first, to: interval.middle)
            openInterval(from: interval.middle, to: interval.last)
        }
    }

    /// The first interval whose ends and middle are there, from now on under way.
    mutating func nextCompared() -> Interval? {
        let place = intervals.firstIndex { interval, isUnderWay in
            !isUnderWay
                && [interval.first, interval.middle, interval.last].allSatisfy {
                    states[$0] == .computed
                }
        }
        guard let place else { return nil }
        intervals[place].isUnderWay = true
        return intervals[place].interval
    }

    /// Goes on to the next anchor; false after the last.
    mutating func openSpan() -> Bool {
        guard anchor + 1 < count else { return false }
        let start = anchor
        repeat { anchor += 1 } while anchor + 1 < count && !runs[anchor].isAnchor
        want(anchor)
        if start >= 0 { openSpan(from: start, to: anchor) }
        return true
    }

    /// A span whose frames are all stored need not be divided again.
    private mutating func openSpan(from first: Int, to last: Int) {
        let shown = (first + 1..<last).filter { !runs[$0].frames.isEmpty }
        guard !shown.isEmpty, shown.allSatisfy(stored.contains) else {
            return openInterval(from: first, to: last)
        }
        blend(from: first, to: last)
        for index in shown {
            states[index] = .open
            want(index)
        }
    }

    func origin(of index: Int) -> Origin {
        var source = runs[index].source
        while let run = source {
            switch states[run] {
            case .open, .awaited: return .undecided
            case .computed: return .run(run)
            case .blended: source = runs[run].source
            }
        }
        return .none
    }

    /// An interval with a single frame between its ends needs no comparison: its middle is all of it.  One
    /// that shows no frame needs nothing.
    private mutating func openInterval(from first: Int, to last: Int) {
        guard let middle = runs.middle(between: first, and: last) else { return }
        guard runs[first + 1..<last].contains(where: { !$0.frames.isEmpty }) else {
            return blend(from: first, to: last)
        }
        want(middle)
        guard last - first > 2 else { return }
        let interval = Interval(
            first: first, last: last, middle: middle,
            blend: runs.blend(of: middle, between: first, and: last))
        intervals.insert(
            (interval, false),
            at: intervals.firstIndex { $0.interval.first > first } ?? intervals.count)
    }

    mutating func want(_ index: Int) {
        wanted.insert(index, at: wanted.firstIndex { $0 > index } ?? wanted.count)
    }

    private mutating func blend(from first: Int, to last: Int) {
        for index in first + 1..<last {
            states[index] = .blended(runs.blend(of: index, between: first, and: last))
        }
    }

    /// How many images to have under way or waiting, so that so many workers stay busy: two for each,
    /// and the ends and middles of the intervals that the longest span is divided into before its first frame is
    /// shown.
    static func lookahead(for runs: [FrameRun], workers: Int) -> Int {
        let anchors = runs.indices.filter { runs[$0].isAnchor }
        let longest = zip(anchors.dropFirst(), anchors).map { $0 - $1 }.max() ?? 1
        return 2 * workers + 2 * (Int.bitWidth - 1 - longest.leadingZeroBitCount)
    }
}
