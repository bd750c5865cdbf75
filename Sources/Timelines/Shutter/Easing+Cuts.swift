extension Easing {
    /// Where it jumps within a part of the way, or on its way into it at 0: the first and the last place; nil
    /// where it does not.
    ///
    /// A jump at the beginning of the part has been made before it, unless that is the beginning of the way.
    func cuts(in way: ClosedRange<Double>) -> (first: Double, last: Double)? {
        switch self {
        case .steps(let steps): steps.cuts(in: way)
        case .linearPoints(let points):
            points.jumps.filter { $0 > way.lowerBound || $0 == 0 }.filter { way ~= $0 }.ends
        case .linear, .cubicBezier, .curve, .spring: nil
        }
    }

    /// Where it is not smooth, 0…1.
    var bends: [Double] {
        switch self {
        case .linearPoints(let points): points.points.map(\.input)
        case .curve(let curve): curve.bends
        case .linear, .cubicBezier, .steps, .spring: []
        }
    }
}

extension Steps {
    fileprivate func cuts(in way: ClosedRange<Double>) -> (first: Double, last: Double)? {
        let scale = Double(count)
        // The same edges as those of `value(at:)`.
        let reached = (way.lowerBound * scale + 1e-9).rounded(.down)
        let low = way.lowerBound == 0 && jumpsAtStart ? 0 : Int(reached) + 1
        let high = min(Int((way.upperBound * scale + 1e-9).rounded(.down)), lastJump)
        return low <= high ? (Double(low) / scale, min(Double(high) / scale, 1)) : nil
    }

    private var jumpsAtStart: Bool { position == .jumpStart || position == .jumpBoth }

    /// Of the jumps at 0, 1/n, … 1, counted from 0.
    private var lastJump: Int {
        position == .jumpEnd || position == .jumpBoth ? count : count - 1
    }
}

extension LinearPoints {
    /// The inputs at which two points have different outputs.
    fileprivate var jumps: [Double] {
        zip(points, points.dropFirst()).filter { $0.input == $1.input && $0.output != $1.output }
            .map(\.0.input)
    }
}

extension Curve {
    /// Where the ball of `bounce` touches the ground.
    fileprivate var bends: [Double] {
        guard family == .bounce else { return [] }
        let touches = [1, 2, 2.5].map { $0 / 2.75 }
        return switch direction {
        case .easeOut: touches
        case .easeIn: touches.map { 1 - $0 }
        case .easeInOut: touches.flatMap { [(1 - $0) / 2, (1 + $0) / 2] }
        }
    }
}

extension [Double] {
    fileprivate var ends: (first: Double, last: Double)? {
        first.flatMap { first in last.map { (first, $0) } }
    }
}
