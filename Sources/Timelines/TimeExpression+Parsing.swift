extension TimeExpression {
    /// Reads `2.5s`, `500ms`, `60f`, `00:00:02:12`, `50%`, each with a minus in front when it counts
    /// back from the end (not `%`), or a bare `0`.
    ///
    /// Numbers are decimal with at most nine digits on either side of the point; frames are whole; a
    /// share is at most 100 %.  There is no bare number (seconds or frames?), no `1:30` (minutes, or
    /// seconds and frames?) and no drop-frame timecode.
    public static func parse(_ text: String) throws(TimelineError) -> TimeExpression {
        let isFromEnd = text.hasPrefix("-")
        let magnitude = isFromEnd ? text.dropFirst() : text[...]
        let quantity = try parse(quantity: magnitude, text: text)
        if isFromEnd, case .share = quantity { throw .timeSyntax(text) }
        return TimeExpression(text: text, quantity: quantity, isFromEnd: isFromEnd)
    }

    /// Reads a time that is a length, so without a minus: throws ``TimelineError/notAbsolute(_:)``.
    public static func parseLength(_ text: String) throws(TimelineError) -> TimeExpression {
        let expression = try parse(text)
        guard !expression.isFromEnd else { throw .notAbsolute(text) }
        return expression
    }

    private static func parse(
        quantity: Substring, text: String
    ) throws(TimelineError) -> Quantity {
        if quantity.contains(":") {
            return .timecode(try parse(timecode: quantity, text: text))
        }
        if text == "0" { return .seconds(.zero) }
        let number = quantity.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Rational.parse(decimal: number) else { throw .timeSyntax(text) }
        switch quantity.dropFirst(number.count) {
        case "s": return .seconds(value)
        case "ms": return .seconds(try value.divided(by: Rational(whole: 1000)))
        case "f" where value.denominator == 1: return .frames(value.numerator)
        case "%" where value <= Rational(whole: 100):
            return .share(try value.divided(by: Rational(whole: 100)))
        case "": throw .timeUnitMissing(text)
        default: throw .timeSyntax(text)
        }
    }

    private static func parse(
        timecode: Substring, text: String
    ) throws(TimelineError) -> Timecode {
        let fields = timecode.split(separator: ":", omittingEmptySubsequences: false)
        let values = fields.compactMap(digits)
        guard fields.count == 4, values.count == 4,
            fields.dropLast().allSatisfy({ $0.utf8.count == 2 })
        else { throw .timeSyntax(text) }
        guard values[1] < 60 else { throw .timecodeField(text, field: "minutes", below: 60) }
        guard values[2] < 60 else { throw .timecodeField(text, field: "seconds", below: 60) }
        return Timecode(
            hours: values[0], minutes: values[1], seconds: values[2], frames: values[3])
    }

    /// Two digits, or three: there are more than a hundred frames at rates beyond 100.
    private static func digits(_ field: Substring) -> Int64? {
        guard (2...3).contains(field.utf8.count),
            field.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(field)
    }
}
