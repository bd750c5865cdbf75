/// The curve of CSS's `linear(…)`: straight lines from point to point.
///
/// Source: CSS Easing Functions Level 2, section 2.2.
public struct LinearPoints: Hashable, Sendable {
    /// A point of the curve.
    public struct Point: Hashable, Sendable {
        /// The share of the time, not below that of the point before.
        public let input: Double
        /// The share of the way.
        public let output: Double
    }

    /// One of the list's entries: a share of the way, and when, if that is written.
    public struct Stop: Hashable, Sendable {
        let output: Double
        let inputs: [Double]

        /// - Parameter inputs: none, one, or the beginning and the end of a flat part; finite.
        public init(_ output: Double, at inputs: [Double] = []) {
            (self.output, self.inputs) = (output, inputs)
        }
    }

    /// In the order of their inputs; at least two.
    public let points: [Point]
    /// Whether its values leave 0…1.
    public let overshoots: Bool

    /// Nil for fewer than two entries, for more than two inputs of one, and for numbers that are not finite.
    ///
    /// As CSS does: the first entry without an input is at 0, the last at 1, those between are spread
    /// evenly, and one that is written before the one in front of it is at that one's.
    public init?(_ stops: [Stop]) {
        guard stops.count > 1,
            stops.allSatisfy({ stop in
                stop.inputs.count <= 2 && ([stop.output] + stop.inputs).allSatisfy(\.isFinite)
            })
        else { return nil }
        let points = Self.spread(Self.positioned(stops))
        let heights = points.filter { (0...1).contains($0.input) }.map(\.output)
        let extremes = heights + [0, 1].map { Self.value(at: $0, points) }
        self.points = points
        overshoots = !extremes.allSatisfy { (-1e-9...1 + 1e-9).contains($0) }
    }

    /// The height at an x, which is kept in 0…1; beyond the points their first or last line goes on.  Of
    /// several points at one x the last counts.
    public func value(at x: Double) -> Double { Self.value(at: min(max(x, 0), 1), points) }

    private static func value(at x: Double, _ points: [Point]) -> Double {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].input <= x { low = middle + 1 } else { high = middle }
        }
        let index = min(max(low - 1, 0), points.count - 2)
        let (from, to) = (points[index], points[index + 1])
        guard from.input < to.input else { return to.output }
        let share = (x - from.input) / (to.input - from.input)
        return from.output + share * (to.output - from.output)
    }

    /// The points with the inputs that are written, the first's and the last's.
    private static func positioned(_ stops: [Stop]) -> [(input: Double?, output: Double)] {
        var found: [(input: Double?, output: Double)] = []
        var largest = -Double.infinity
        for (index, stop) in stops.enumerated() {
            for input in stop.inputs {
                largest = max(largest, input)
                found.append((largest, stop.output))
            }
            guard stop.inputs.isEmpty else { continue }
            let isEnd = index == 0 || index == stops.count - 1
            if isEnd { largest = max(largest, index == 0 ? 0 : 1) }
            found.append((isEnd ? largest : nil, stop.output))
        }
        return found
    }

    /// Points without an input spread evenly between those around them; the first and the last have one.
    private static func spread(_ found: [(input: Double?, output: Double)]) -> [Point] {
        var points: [Point] = []
        for (input, output) in found {
            guard let input else { continue }
            let start = points.count
            let before = points.last?.input ?? 0
            let open = found[start...].prefix { $0.input == nil }
            for (place, point) in open.enumerated() {
                let share = Double(place + 1) / Double(open.count + 1)
                points.append(
                    Point(input: before + share * (input - before), output: point.output))
            }
            points.append(Point(input: input, output: output))
        }
        return points
    }
}
