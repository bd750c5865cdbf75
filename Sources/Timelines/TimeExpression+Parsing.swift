extension TimeExpression {
    /// Reads `2.5s`, `500ms`, `60f`, `4b` (beats), `00:00:02:12`, `00:00:02;12` (drop-frame), `50%`, each
    /// with a minus in front when it counts back from the end (not `%`), or a bare `0`.
    ///
    /// Numbers are decimal with at most nine digits on either side of the point; frames are whole; a
    /// share is at most 100 %.  There is no bare number (seconds or frames?) and no `1:30` (minutes, or
    /// seconds and frames?).
    public static func parse(_ text: String) throws(TimelineError) -> TimeExpression {
        let isFromEnd = text.hasPrefix("-")
        let magnitude = isFromEnd ? text.dropFirst() : text[...]
        let quantity = try parse(quantity: magnitude, text: text)
        if isFromEnd, case .share = quantity { throw .timeSyntax(text) }
        return TimeExpression(text: text, quantity: quantity, origin: isFromEnd ? .end : .start)
    }

    /// Reads a time that is a length, so without a minus: throws ``TimelineError/notAbsolute(_:)``.
    public static func parseLength(_ text: String) throws(TimelineError) -> TimeExpression {
        let expression = try parse(text)
        guard !expression.isFromEnd else { throw .notAbsolute(text) }
        return expression
    }

    /// Reads the time of a key: one of ``parse(_:)``, or one that counts from another key: `+2s` from the
    /// end of the key before and its hold, `chorus`, `chorus+1s` and `chorus-1s` from the key of that label.
    public static func parseKey(_ text: String) throws(TimelineError) -> TimeExpression {
        if text.hasPrefix("+") {
            let quantity = try parse(quantity: text.dropFirst(), text: text)
            return TimeExpression(text: text, quantity: quantity, origin: .keyBefore)
        }
        let label = text.prefix(while: isLabelCharacter)
        guard isLabel(label) else { return try parse(text) }
        let rest = text.dropFirst(label.count)
        guard let sign = rest.first else {
            return TimeExpression(
                text: text, quantity: .seconds(.zero),
                origin: .label(String(label), isBackwards: false))
        }
        guard sign == "+" || sign == "-" else { throw .timeSyntax(text) }
        return TimeExpression(
            text: text, quantity: try parse(quantity: rest.dropFirst(), text: text),
            origin: .label(String(label), isBackwards: sign == "-"))
    }

    /// Whether a text can be the label of a key: a letter, then letters, digits and `_`, at most 64, so
    /// that none reads like a time.
    public static func isLabel(_ text: some StringProtocol) -> Bool {
        text.first?.isLetter == true && text.count <= 64 && text.allSatisfy(isLabelCharacter)
    }

    private static func isLabelCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}

extension TimeExpression {
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
        case "b": return .beats(value)
        case "%" where value <= Rational(whole: 100):
            return .share(try value.divided(by: Rational(whole: 100)))
        case "": throw .timeUnitMissing(text)
        default: throw .timeSyntax(text)
        }
    }

    private static func parse(
        timecode: Substring, text: String
    ) throws(TimelineError) -> TimecodeFields {
        let isDropFrame = timecode.contains(";")
        let fields = timecode.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == ";" }
        let values = fields.compactMap(digits)
        guard fields.count == 4, values.count == 4,
            fields.dropLast().allSatisfy({ $0.utf8.count == 2 }),
            !isDropFrame
                || timecode.lastIndex(of: ":") ?? timecode.startIndex
                    < timecode.firstIndex(of: ";") ?? timecode.endIndex
        else { throw .timeSyntax(text) }
        guard values[1] < 60 else { throw .timecodeField(text, field: "minutes", below: 60) }
        guard values[2] < 60 else { throw .timecodeField(text, field: "seconds", below: 60) }
        return TimecodeFields(
            hours: values[0], minutes: values[1], seconds: values[2], frames: values[3],
            isDropFrame: isDropFrame)
    }

    /// Two digits, or three: there are more than a hundred frames at rates beyond 100.
    private static func digits(_ field: Substring) -> Int64? {
        guard (2...3).contains(field.utf8.count),
            field.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(field)
    }
}
