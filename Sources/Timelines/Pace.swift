/// How fast a path goes along its ways.
public enum PathPace: String, Hashable, Sendable, CaseIterable {
    /// Equal times change the weights equally, as far as easings do not say otherwise.
    case none
    /// Equal times change what is seen equally, likewise.
    case even
}

/// How the way between two keyframes is retimed so that equal times are equal visible changes.
///
/// A share of the time is that share of the way's arc length, the sum of the visible changes along it: a
/// monotone cubic through what was measured.
public struct Pace: Hashable, Sendable {
    /// A place of the way and how much of the arc length lies before it, both 0…1.
    public struct Point: Hashable, Sendable {
        /// The share of the way, as weights have it.
        public let place: Double
        /// The share of what is seen.
        public let share: Double
    }

    /// Ascending in both from 0 to 1.
    public let points: [Point]
    /// Of places with respect to shares, at each point: what the cubic passes with.
    private let speeds: [Double]

    /// What shares are rounded to, so that machines whose arithmetic differs in the last digits agree.
    private static let unit = 1.0 / 4096
    /// The most points that are read.
    private static let pointLimit = 64

    /// Nil where nothing changes visibly: there is no pace to keep.
    package init?(_ measure: PaceMeasure) {
        let whole = measure.changes.reduce(0, +)
        guard whole.isFinite, whole > 0, measure.changes.allSatisfy({ $0 >= 0 }) else { return nil }
        var points = [Point(place: 0, share: 0)]
        var sum = 0.0
        for (index, change) in measure.changes.enumerated() {
            sum += change
            // No part of the way is passed at once, and each leaves room for the rest.
            let least = (points.last?.share ?? 0) + Self.unit
            let most = 1 - Double(measure.changes.count - 1 - index) * Self.unit
            let share = (sum / whole / Self.unit).rounded() * Self.unit
            points.append(
                Point(place: measure.places[index + 1], share: min(max(share, least), most)))
        }
        self.init(checked: points)
    }

    private init(checked points: [Point]) {
        self.points = points
        speeds = MonotoneCubic.speeds(
            zip(points, points.dropFirst()).map { from, to in
                let length = to.share - from.share
                return MonotoneCubic.Way(length: length, slope: (to.place - from.place) / length)
            })
    }

    /// How many times the mean change the fastest part of the way has without a pace, of the parts that were
    /// measured.
    public var unevenness: Double {
        zip(points, points.dropFirst()).map { ($1.share - $0.share) / ($1.place - $0.place) }.max()
            ?? 1
    }

    /// The place of the way, 0…1, at a share of its arc length; what is beyond 0…1 stays as it is, so that
    /// easings overshoot as far as they do without a pace.
    func place(at share: Double) -> Double {
        guard share > 0, share < 1 else { return share }
        let index = (points.firstIndex { $0.share > share } ?? points.count - 1) - 1
        let (from, to) = (points[index], points[index + 1])
        let length = to.share - from.share
        return MonotoneCubic.value(
            from.place, to.place, leaving: length * speeds[index],
            arriving: length * speeds[index + 1], at: (share - from.share) / length)
    }
}

/// Visible changes along a way, between some of its places.
package struct PaceMeasure: Sendable {
    /// Ascending from 0 to 1.
    package private(set) var places: [Double]
    /// Between neighbouring places, each at least 0.
    package private(set) var changes: [Double]

    /// Where every way is looked at first.
    package static let firstPlaces = (0...6).map { Double($0) / 6 }
    /// The most places at which a way is looked at.
    package static let placeCount = 9
    /// Less of what is seen counts as so much.
    private static let leastShare = 1.0 / 4096

    /// Between ``firstPlaces``.
    package init(_ changes: [Double]) { (places, self.changes) = (Self.firstPlaces, changes) }

    /// The part, 0…, in whose middle it is worth to look as well: a long one, or one in which much changes,
    /// beside which the speed is another.
    ///
    /// The weight of each was found by trial: over the shipped networks the largest of 24 steps is at most
    /// 1.06 times the mean one, with nine equal places 1.14.
    package var partToDivide: Int {
        let whole = max(changes.reduce(0, +), .leastNormalMagnitude)
        let shares = changes.map { $0 / whole }
        let lengths = zip(places, places.dropFirst()).map { $1 - $0 }
        let speeds = zip(shares, lengths).map {
            PortableMath.logarithm(max($0, Self.leastShare) / $1)
        }
        let worth = shares.indices.map { index in
            let beside = [index - 1, index + 1].filter(shares.indices.contains)
            let bend = beside.map { abs(speeds[$0] - speeds[index]) }.max() ?? 0
            return PortableMath.power(bend, 0.3)
                * PortableMath.power(lengths[index] + shares[index], 1.4)
        }
        return worth.indices.max { worth[$0] < worth[$1] } ?? 0
    }

    /// Takes what was seen in the middle of a part: the changes up to it and from it on.
    package mutating func divide(_ part: Int, into halves: (Double, Double)) {
        places.insert((places[part] + places[part + 1]) / 2, at: part + 1)
        changes.replaceSubrange(part...part, with: [halves.0, halves.1])
    }
}

/// As its points, [[place, share], …].
extension Pace: Codable {
    /// Numbers that are read back as the same doubles.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(points.map { [$0.place, $0.share] })
    }

    /// Throws `DecodingError` for numbers that are no pace.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let rows = try container.decode([[Double]].self)
        let points = rows.compactMap {
            $0.count == 2 ? Point(place: $0[0], share: $0[1]) : nil
        }
        let ends = [Point(place: 0, share: 0), Point(place: 1, share: 1)]
        guard points.count == rows.count, (2...Self.pointLimit).contains(points.count),
            [points[0], points[points.count - 1]] == ends,
            zip(points, points.dropFirst()).allSatisfy({
                $0.place < $1.place && $0.share < $1.share
            })
        else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not the pace of a way")
        }
        self.init(checked: points)
    }
}

extension Timeline {
    /// Retimes the way from each keyframe; of no effect unless there is one pace for each.
    package mutating func keep(_ paces: [Pace?]) {
        guard paces.count == keyframes.count else { return }
        self.paces = paces
    }
}
