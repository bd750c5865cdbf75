/// Ways between corners and the gaps that they are divided into.
extension AdaptiveSampler {
    /// Where the picture of a stretch that has to be computed may come from.
    enum Origin: Equatable {
        /// An earlier stretch shows the same, and whether it was computed is not known yet.
        case undecided
        /// A stretch whose picture is there.
        case stretch(Int)
        /// Nowhere: a network has to run.
        case none
    }

    /// Takes the news of a gap: the largest difference of its middle from the blend, levels of 255.
    mutating func compared(_ gap: BlendInterval, difference: Double) {
        gaps.removeAll { $0.gap == gap }
        if difference <= tolerance {
            largestDifference = max(largestDifference, difference)
            blend(from: gap.first, to: gap.middle)
            blend(from: gap.middle, to: gap.last)
        } else {
            openGap(from: gap.first, to: gap.middle)
            openGap(from: gap.middle, to: gap.last)
        }
    }

    /// The first gap whose ends and middle are there, from now on under way.
    mutating func nextCompared() -> BlendInterval? {
        let place = gaps.firstIndex { gap, isUnderWay in
            !isUnderWay && [gap.first, gap.middle, gap.last].allSatisfy { states[$0] == .computed }
        }
        guard let place else { return nil }
        gaps[place].isUnderWay = true
        return gaps[place].gap
    }

    /// Goes on to the next corner; false after the last.
    mutating func openWay() -> Bool {
        guard corner + 1 < count else { return false }
        let start = corner
        repeat { corner += 1 } while corner + 1 < count && !stretches[corner].isCorner
        want(corner)
        if start >= 0 { openWay(from: start, to: corner) }
        return true
    }

    /// What of a way's frames is stored need not be found out again, if all of them are.
    private mutating func openWay(from first: Int, to last: Int) {
        let shown = (first + 1..<last).filter { !stretches[$0].frames.isEmpty }
        guard !shown.isEmpty, shown.allSatisfy(stored.contains) else {
            return openGap(from: first, to: last)
        }
        blend(from: first, to: last)
        for index in shown {
            states[index] = .open
            want(index)
        }
    }

    func origin(of index: Int) -> Origin {
        var source = stretches[index].source
        while let stretch = source {
            switch states[stretch] {
            case .open, .awaited: return .undecided
            case .computed: return .stretch(stretch)
            case .blended: source = stretches[stretch].source
            }
        }
        return .none
    }

    /// A gap with a single frame between its ends needs no comparison: its middle is all of it.  One
    /// that shows no frame needs nothing.
    private mutating func openGap(from first: Int, to last: Int) {
        guard let middle = stretches.middle(between: first, and: last) else { return }
        guard stretches[first + 1..<last].contains(where: { !$0.frames.isEmpty }) else {
            return blend(from: first, to: last)
        }
        want(middle)
        guard last - first > 2 else { return }
        let gap = BlendInterval(
            first: first, last: last, middle: middle,
            blend: stretches.blend(of: middle, between: first, and: last))
        gaps.insert((gap, false), at: gaps.firstIndex { $0.gap.first > first } ?? gaps.count)
    }

    mutating func want(_ index: Int) {
        wanted.insert(index, at: wanted.firstIndex { $0 > index } ?? wanted.count)
    }

    private mutating func blend(from first: Int, to last: Int) {
        for index in first + 1..<last {
            states[index] = .blended(stretches.blend(of: index, between: first, and: last))
        }
    }

    /// How many pictures to have under way or waiting, so that so many workers stay busy: two for each,
    /// and the ends and middles of the gaps that the longest way is divided into before its first frame is
    /// shown.
    static func lookahead(for stretches: [Stretch], workers: Int) -> Int {
        let corners = stretches.indices.filter { stretches[$0].isCorner }
        let longest = zip(corners.dropFirst(), corners).map { $0 - $1 }.max() ?? 1
        return 2 * workers + 2 * (Int.bitWidth - 1 - longest.leadingZeroBitCount)
    }
}
