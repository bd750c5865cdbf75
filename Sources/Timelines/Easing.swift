import Files

/// How the way from one keyframe to the next is shaped: progress in time to progress in mixture.
public enum Easing: Hashable, Sendable {
    /// Even speed.
    case linear
    /// A curve of CSS.
    case cubicBezier(CubicBezier)
    /// A staircase of CSS.
    case steps(Steps)
    /// A curve of easings.net.
    case curve(Curve)

    /// Keeps the mixture until the next keyframe; CSS `step-end`.
    public static let hold = Easing.steps(.end)

    /// The share of the way made after a share `time` of the time, both within 0…1; `time` is kept
    /// there.
    ///
    /// A Bézier that overshoots is clamped: a mixture never leaves the segment between its two
    /// keyframes, and so never the simplex.
    public func progress(at time: Double) -> Double {
        let time = min(max(time, 0), 1)
        return switch self {
        case .linear: time
        case .cubicBezier(let bezier): min(max(bezier.value(at: time), 0), 1)
        case .steps(let steps): steps.value(at: time)
        case .curve(let curve): curve.value(at: time)
        }
    }
}

extension Easing {
    /// The easings that have a name of their own, `cubic-bezier(…)` and `steps(…)` aside.
    static let named: [(name: String, easing: Easing)] =
        [
            ("linear", .linear), ("ease", .cubicBezier(.ease)),
            ("ease-in", .cubicBezier(.easeIn)), ("ease-out", .cubicBezier(.easeOut)),
            ("ease-in-out", .cubicBezier(.easeInOut)), ("step-start", .steps(.start)),
            ("step-end", .steps(.end)), ("hold", .hold),
        ]
        + Curve.Family.allCases.flatMap { family in
            Curve.Direction.allCases.map { direction in
                ("\(direction.rawValue)-\(family.rawValue)", .curve(Curve(family, direction)))
            }
        }

    private static let byName = Dictionary(
        named.map { ($0.name, $0.easing) }, uniquingKeysWith: { first, _ in first })

    /// Reads `linear`, `ease`, `ease-in`, `ease-out`, `ease-in-out`, `step-start`, `step-end`,
    /// `hold`, `cubic-bezier(x1, y1, x2, y2)`, `steps(n)`, `steps(n, position)` or a name of
    /// easings.net such as `ease-in-out-cubic`.
    public static func parse(_ text: String) throws(TimelineError) -> Easing {
        if let easing = byName[text] { return easing }
        if text.hasSuffix("-back") || text.hasSuffix("-elastic") {
            throw .easingArguments(text, expected: "one that stays between its two keys")
        }
        guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else {
            throw unknown(text, text)
        }
        let arguments = text[text.index(after: open)...].dropLast()
            .split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        switch text[..<open] {
        case "cubic-bezier": return try parse(bezier: arguments, text)
        case "steps": return try parse(steps: arguments, text)
        default: throw unknown(text, String(text[..<open]))
        }
    }

    private static func unknown(_ text: String, _ name: String) -> TimelineError {
        let names = named.map(\.name) + ["cubic-bezier", "steps"]
        return .easingUnknown(text, nearest: nearestName(to: name, in: names))
    }

    private static func parse(
        bezier arguments: [Substring], _ text: String
    ) throws(TimelineError) -> Easing {
        let numbers = arguments.compactMap(number)
        guard arguments.count == 4, numbers.count == 4,
            let bezier = CubicBezier(numbers[0], numbers[1], numbers[2], numbers[3])
        else {
            throw .easingArguments(
                text, expected: "cubic-bezier(x1, y1, x2, y2) with x1 and x2 from 0 to 1")
        }
        return .cubicBezier(bezier)
    }

    private static func parse(
        steps arguments: [Substring], _ text: String
    ) throws(TimelineError) -> Easing {
        guard (1...2).contains(arguments.count),
            let count = arguments.first.flatMap({ Rational.parse(decimal: $0) }),
            count.denominator == 1,
            let position = arguments.count == 1 ? .jumpEnd : position(arguments[1]),
            let steps = Steps(Int(count.numerator), position)
        else {
            throw .easingArguments(
                text,
                expected: "steps(n) or steps(n, jump-start|jump-end|jump-none|jump-both)"
                    + " with n from 1 (from 2 for jump-none) to 1000000")
        }
        return .steps(steps)
    }

    private static func position(_ text: Substring) -> Steps.Position? {
        switch text {
        case "start": .jumpStart
        case "end": .jumpEnd
        default: Steps.Position(rawValue: String(text))
        }
    }

    /// A plain decimal, at most nine digits a side, with or without a minus; `.5` as CSS writes it.
    private static func number(_ text: Substring) -> Double? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text
        let whole = digits.hasPrefix(".") ? "0" + digits : digits
        guard let value = Rational.parse(decimal: whole)?.approximation else { return nil }
        return isNegative ? -value : value
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
}
