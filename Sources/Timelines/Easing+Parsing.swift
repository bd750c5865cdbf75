import Files

extension Easing {
    /// The easings that have a name of their own, those with arguments aside.
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

    /// The names of easings without arguments, in the order in which they are shown.
    package static var names: [String] { named.map(\.name) }

    private static let byName = Dictionary(
        named.map { ($0.name, $0.easing) }, uniquingKeysWith: { first, _ in first })

    /// The easings with arguments.
    private enum Function: String, CaseIterable {
        case cubicBezier = "cubic-bezier"
        case linear, steps, spring

        /// What is expected of its arguments.
        var form: String {
            switch self {
            case .cubicBezier: "cubic-bezier(x1, y1, x2, y2) with x1 and x2 from 0 to 1"
            case .linear:
                "linear(…) with two or more shares of the way, each with none, one or two shares of the"
                    + " time, such as linear(0, 0.25 75%, 1)"
            case .steps:
                "steps(n) or steps(n, jump-start|jump-end|jump-none|jump-both)"
                    + " with n from 1 (from 2 for jump-none) to 1000000"
            case .spring:
                "spring(stiffness, damping) with both above 0 and a damping from 0.02 to 200 times the"
                    + " square root of the stiffness"
            }
        }
    }

    /// Reads a name such as `linear`, `ease-in-out`, `hold` or, of easings.net, `ease-in-out-cubic`, or
    /// `cubic-bezier(x1, y1, x2, y2)`, `linear(0, 0.25 75%, 1)`, `steps(n)`, `steps(n, position)` or
    /// `spring(stiffness, damping)`.  `easeInOutCubic` is read as `ease-in-out-cubic`.
    public static func parse(_ text: String) throws(TimelineError) -> Easing {
        let name = hyphenated(text.prefix { $0 != "(" })
        if !text.contains("("), let easing = byName[name] { return easing }
        guard let function = Function(rawValue: name) else {
            let names = named.map(\.name) + Function.allCases.map(\.rawValue)
            throw .easingUnknown(text, nearest: nearestName(to: name, in: names))
        }
        let list = text.drop { $0 != "(" }
        guard list.count > 1, list.hasSuffix(")") else {
            throw .easingArguments(text, expected: function.form)
        }
        let arguments = list.dropFirst().dropLast()
            .split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        let easing: Easing? =
            switch function {
            case .cubicBezier: bezier(arguments)
            case .linear: points(arguments)
            case .steps: steps(arguments)
            case .spring: spring(arguments)
            }
        guard let easing else { throw .easingArguments(text, expected: function.form) }
        return easing
    }

    /// `ease-in-out-cubic` for `easeInOutCubic`.
    private static func hyphenated(_ name: Substring) -> String {
        var hyphenated = ""
        for character in name {
            let isWordStart = character.isASCII && character.isUppercase
            if isWordStart, hyphenated.last?.isLowercase == true { hyphenated += "-" }
            hyphenated +=
                isWordStart && !hyphenated.isEmpty
                ? character.lowercased() : String(character)
        }
        return hyphenated
    }

    private static func bezier(_ arguments: [Substring]) -> Easing? {
        let numbers = arguments.compactMap(number)
        guard arguments.count == 4, numbers.count == 4 else { return nil }
        return CubicBezier(numbers[0], numbers[1], numbers[2], numbers[3]).map(Easing.cubicBezier)
    }

    /// Entries of a share of the way, with one or two percentages of the time before or after it.
    private static func points(_ arguments: [Substring]) -> Easing? {
        let stops = arguments.compactMap { argument -> LinearPoints.Stop? in
            let words = argument.split(separator: " ")
            guard let place = words.firstIndex(where: { !$0.hasSuffix("%") }),
                place == 0 || place == words.count - 1, words.count <= 3,
                let output = number(words[place])
            else { return nil }
            let others = words[..<place] + words[(place + 1)...]
            let inputs = others.compactMap { word in
                word.hasSuffix("%") ? number(word.dropLast()).map { $0 / 100 } : nil
            }
            return inputs.count == others.count ? LinearPoints.Stop(output, at: inputs) : nil
        }
        guard stops.count == arguments.count else { return nil }
        return LinearPoints(stops).map(Easing.linearPoints)
    }

    private static func steps(_ arguments: [Substring]) -> Easing? {
        guard (1...2).contains(arguments.count),
            let count = arguments.first.flatMap({ Rational.parse(decimal: $0) }),
            count.denominator == 1,
            let position = arguments.count == 1 ? .jumpEnd : position(arguments[1])
        else { return nil }
        return Steps(Int(count.numerator), position).map(Easing.steps)
    }

    private static func spring(_ arguments: [Substring]) -> Easing? {
        let numbers = arguments.compactMap(number)
        guard arguments.count == 2, numbers.count == 2 else { return nil }
        return Spring(stiffness: numbers[0], damping: numbers[1]).map(Easing.spring)
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
