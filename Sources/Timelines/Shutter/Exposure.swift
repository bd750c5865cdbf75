/// What a path shows while the shutter is open: places along it, each with its share of the time, so that
/// the mean over them is that over the time.
///
/// The first cut on the way ends it: nothing of what comes after is seen.
struct Exposure {
    /// At least one; their shares add up to 1.
    private(set) var places: [(place: PathPlace, share: Double)] = []

    init(_ shown: ShownTime, of path: some KeyedPath) {
        var parts: [Part] = []
        var previous: ShownTime.Span?
        for span in shown.spans {
            if let previous, !path.isSeamless(from: previous.end, to: span.start) { break }
            previous = span
            let seen = path.stretches(of: span).seen(path, isBackwards: span.isBackwards)
            parts += seen.parts
            if seen.endsAtCut { break }
        }
        let whole = parts.reduce(0) { $0 + $1.length }
        guard whole > 0, parts.contains(where: { $0.place != parts[0].place }) else {
            // Nothing before a cut, or one keyframe all the time.
            places = [(parts.first?.place ?? path.place(at: shown.time), 1)]
            return
        }
        places = parts.map { ($0.place, $0.length / whole) }
    }

    /// A place that stands for a length of time, seconds.
    struct Part {
        let place: PathPlace
        let length: Double
    }
}

/// A part of a path between two of its times, ascending: at a keyframe, or on the way from it.
private struct Stretch {
    let keyframe: Int
    /// The part of the way, 0…1; nil at the keyframe.
    let way: ClosedRange<Double>?
    /// Seconds.
    let length: Double
}

extension KeyedPath {
    /// What lies between the times of a span, in the order of time.
    fileprivate func stretches(of span: ShownTime.Span) -> [Stretch] {
        let (low, high) = (min(span.start, span.end), max(span.start, span.end))
        let first = times.last(until: low) ?? 0
        let last = max(times.last(until: high) ?? 0, first)
        var stretches: [Stretch] = []
        for index in first...last {
            let isLast = index + 1 == times.count
            // Before the first keyframe and after the last, its value stands.
            let restEnd = isLast ? high : min(high, transitionStarts[index])
            let restStart = index == first ? low : times[index]
            let rest = restStart.length(to: restEnd)
            if rest > 0 { stretches.append(Stretch(keyframe: index, way: nil, length: rest)) }
            guard !isLast else { continue }
            let (start, end) = (transitionStarts[index], times[index + 1])
            let (from, to) = (max(low, start), min(high, end))
            let passed = from.length(to: to)
            guard passed > 0 else { continue }
            let way = from.progress(from: start, to: end)...to.progress(from: start, to: end)
            stretches.append(Stretch(keyframe: index, way: way, length: passed))
        }
        return stretches
    }

    /// Whether the path goes on from one of its times at another without a cut: at equal keyframes.
    fileprivate func isSeamless(from end: Time, to start: Time) -> Bool {
        guard let left = value(at: place(within: end)) else { return false }
        return left == value(at: place(within: start))
    }

    /// Nil on a way.
    private func value(at place: PathPlace) -> Value? {
        if place.progress == 0 { return keyframes[place.keyframe].value }
        return place.progress == 1 ? keyframes[place.keyframe + 1].value : nil
    }
}

extension [Stretch] {
    /// The places of ascending stretches up to the first cut.
    fileprivate func seen(
        _ path: some KeyedPath, isBackwards: Bool
    ) -> (parts: [Exposure.Part], endsAtCut: Bool) {
        var parts: [Exposure.Part] = []
        for stretch in isBackwards ? reversed() : self {
            guard let way = stretch.way else {
                let place = PathPlace(keyframe: stretch.keyframe, progress: 0)
                parts.append(Exposure.Part(place: place, length: stretch.length))
                continue
            }
            let cuts = path.keyframes[stretch.keyframe].easing.cuts(in: way)
            let whole = way.upperBound - way.lowerBound
            let seen =
                cuts.map { isBackwards ? $0.last...way.upperBound : way.lowerBound...$0.first }
                ?? way
            let share = whole > 0 ? (seen.upperBound - seen.lowerBound) / whole : 0
            parts += path.parts(stretch.keyframe, seen, length: stretch.length * share)
            if cuts != nil { return (parts, true) }
        }
        return (parts, false)
    }
}

extension KeyedPath {
    /// Places on a part of the way from a keyframe that stand for it: those of Gauss and Legendre with eight
    /// nodes, exact for polynomials up to degree 15, on each piece between the bends of the easing and at most
    /// a sixteenth of the way long.
    fileprivate func parts(
        _ keyframe: Int, _ way: ClosedRange<Double>, length: Double
    ) -> [Exposure.Part] {
        let key = keyframes[keyframe]
        let whole = way.upperBound - way.lowerBound
        guard whole > 0, length > 0 else { return [] }
        func place(_ x: Double) -> PathPlace {
            PathPlace(keyframe: keyframe, progress: progress(from: keyframe, at: x))
        }
        let isStraight = key.easing == .linear && key.interpolation == .linear && paces.isEmpty
        if isStraight {
            let middle = way.lowerBound + whole / 2
            return [Exposure.Part(place: place(middle), length: length)]
        }
        let even = (1..<16).map { Double($0) / 16 }
        let bends = (key.easing.bends + even).filter { $0 > way.lowerBound && $0 < way.upperBound }
        let ends = [way.lowerBound] + bends.sorted() + [way.upperBound]
        return zip(ends, ends.dropFirst()).flatMap { from, to in
            GaussLegendre.nodes.map { node in
                Exposure.Part(
                    place: place(from + (to - from) * node.place),
                    length: length * (to - from) / whole * node.share)
            }
        }
    }
}

/// The nodes of Gauss and Legendre with their weights on 0…1, from the zeros of the Legendre polynomial of
/// degree 8 (M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 1964, table 25.4).
private enum GaussLegendre {
    struct Node {
        let place: Double
        let share: Double
    }

    private static let zeros: [(Double, Double)] = [
        (0.183434642495650, 0.362683783378362), (0.525532409916329, 0.313706645877887),
        (0.796666477413627, 0.222381034453374), (0.960289856497536, 0.101228536290376),
    ]

    static let nodes: [Node] = zeros.flatMap { zero, weight in
        [
            Node(place: (1 - zero) / 2, share: weight / 2),
            Node(place: (1 + zero) / 2, share: weight / 2),
        ]
    }
}

extension ShownTime.Span {
    fileprivate var isBackwards: Bool { end < start }
}

extension Time {
    /// Seconds from this time to another; below 0 where that is before it.
    fileprivate func length(to other: Time) -> Double {
        (try? other.subtracting(self).seconds) ?? other.seconds - seconds
    }
}
