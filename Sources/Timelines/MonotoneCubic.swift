/// Cubics through points that turn nowhere between two of them and have one speed at each.
///
/// F. Fritsch, R. Carlson, "Monotone piecewise cubic interpolation", 1980; the speeds between two ways are
/// the weighted harmonic mean of F. Fritsch, J. Butland, "A method for constructing local monotone piecewise
/// cubic interpolants", 1984.
enum MonotoneCubic {
    /// From one point to the next.
    struct Way {
        /// Along the axis, above 0.
        let length: Double
        /// The change for each unit of length.
        let slope: Double

        /// On which nothing changes.
        static func flat(_ length: Double) -> Way { Way(length: length, slope: 0) }
    }

    /// At each point of ways that follow one another; `ways` is not empty.
    static func speeds(_ ways: [Way]) -> [Double] {
        guard let first = ways.first, let last = ways.last else { return [] }
        return [speed(atEnd: first, then: ways.dropFirst().first)]
            + zip(ways, ways.dropFirst()).map(speed)
            + [speed(atEnd: last, then: ways.dropLast().last)]
    }

    /// Between two ways: 0 where the value turns or rests, else the mean of Fritsch and Butland.
    static func speed(_ before: Way, _ after: Way) -> Double {
        let (first, second) = (before.slope, after.slope)
        guard first > 0 && second > 0 || first < 0 && second < 0 else { return 0 }
        let (left, right) = (
            2 * after.length + before.length, after.length + 2 * before.length
        )
        return (left + right) / (left / first + right / second)
    }

    /// At an open end: the slope there of the parabola through three points, as far as the way stays
    /// monotone (C. Moler, "Numerical Computing with Matlab", 2004, section 3.4).
    static func speed(atEnd way: Way, then next: Way?) -> Double {
        let slope = way.slope
        guard let next else { return slope }
        let (length, other) = (way.length, next.slope)
        let speed =
            ((2 * length + next.length) * slope - length * other) / (length + next.length)
        guard speed > 0 && slope > 0 || speed < 0 && slope < 0 else { return 0 }
        let turns = (slope > 0) != (other > 0) || other == 0
        return turns && speed.magnitude > 3 * slope.magnitude ? 3 * slope : speed
    }

    /// A value a share x of the way from one point to the next: the cubic of Hermite, kept between both
    /// against rounding.
    ///
    /// - Parameters:
    ///   - leaving: its speed at the first, a way's length; `arriving` at the second.
    static func value(
        _ from: Double, _ to: Double, leaving: Double, arriving: Double, at x: Double
    ) -> Double {
        let bend = x * (1 - x) * ((1 - x) * leaving - x * arriving)
        let value = from + x * x * (3 - 2 * x) * (to - from) + bend
        return min(max(value, min(from, to)), max(from, to))
    }
}
