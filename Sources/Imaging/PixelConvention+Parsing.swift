import Files

extension PixelConvention {
    /// Reads `ORDER, BLACK..WHITE`, such as `rgb, 0..1` or `bgr, -1..1`; then, for denoisers that are
    /// told one, `, noise LEVEL`; then, where something else comes out, `-> ORDER, BLACK..WHITE`.
    ///
    /// `..`, `...` and `…` are the same, `->` and `→` too; capitals, blanks and commas do not count.
    /// The inverse of `description`.
    public static func parse(_ text: String) throws(PixelConventionError) -> PixelConvention {
        var scanner = PixelConventionScanner(text)
        let input = try scanner.side()
        let noiseLevel = try scanner.noiseLevel()
        let output = try scanner.arrow() ? scanner.output(of: input) : input
        try scanner.end()
        guard
            let convention = PixelConvention(input: input, output: output, noiseLevel: noiseLevel)
        else { throw scanner.error(at: 0, text.quoted, expected: "colours such as 'rgb, 0..1'") }
        return convention
    }
}

/// Takes a pixel convention's text apart from left to right.
private struct PixelConventionScanner {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    // What a convention is made of.

    mutating func side() throws(PixelConventionError) -> PixelConvention.Side {
        let names = PixelConvention.Order.allCases.map(\.rawValue)
        skipBlanks()
        let start = position
        let name = word()
        guard let order = PixelConvention.Order(rawValue: name) else {
            guard !name.isEmpty else { throw unexpected(or: names.listed) }
            let found = "unknown channel order \(String(scalars[start..<position]).quoted)"
            let nearest = nearestName(to: name, in: names)
            throw error(
                at: start, found, expected: nearest == nil ? names.listed : nil, nearest: nearest)
        }
        skipBlanks(andCommas: true)
        return PixelConvention.Side(order, try range())
    }

    private mutating func range() throws(PixelConventionError) -> PixelRange {
        let start = position
        let black = try number(or: "a range such as 0..1")
        skipBlanks()
        guard take("...") || take("..") || take("…") else { throw unexpected(or: "'..'") }
        skipBlanks()
        let white = try number(or: "the value of white")
        guard let range = PixelRange(black: black, white: white) else {
            let found = String(scalars[start..<position]).quoted
            throw error(
                at: start, "range \(found)",
                expected: black < white ? "a narrower one" : "black below white")
        }
        return range
    }

    /// The standard deviation after `noise`; nil where none is stated.
    mutating func noiseLevel() throws(PixelConventionError) -> Float? {
        let start = position
        skipBlanks(andCommas: true)
        guard word() == "noise" else {
            position = start
            return nil
        }
        skipBlanks()
        let place = position
        let level = try number(or: "a noise level from 0 to 255")
        guard PixelConvention.noiseLevels.contains(level) else {
            let found = String(scalars[place..<position]).quoted
            throw error(at: place, "noise level \(found)", expected: "0 to 255")
        }
        return level
    }

    /// Whether something else comes out.
    mutating func arrow() -> Bool {
        skipBlanks()
        return take("->") || take("→")
    }

    mutating func output(
        of input: PixelConvention.Side
    ) throws(PixelConventionError) -> PixelConvention.Side {
        skipBlanks()
        let start = position
        let output = try side()
        guard input.order.outputs.contains(output.order) else {
            throw error(
                at: start, "\(output.order.rawValue.quoted) coming out",
                expected: "\(input.order.outputs.map(\.rawValue).listed) for "
                    + "\(input.order.rawValue.quoted) going in")
        }
        let end = position
        if try noiseLevel() != nil {
            throw error(at: end, "a noise level after '->'", expected: "it before")
        }
        return output
    }

    mutating func end() throws(PixelConventionError) {
        skipBlanks()
        guard position == scalars.count else {
            throw unexpected(or: "', noise LEVEL', '->' or the end")
        }
    }

    // Errors.

    func error(
        at place: Int, _ found: String, expected: String?, nearest: String? = nil
    ) -> PixelConventionError {
        PixelConventionError(
            text: text, position: place, found: found, expected: expected, nearest: nearest)
    }

    /// What stands at the position up to a blank, or that the text ends there.
    private func unexpected(or expected: String) -> PixelConventionError {
        let rest = scalars[position...].prefix { !$0.properties.isWhitespace }
        let found = rest.isEmpty ? "nothing after \(before.quoted)" : String(rest).quoted
        return error(
            at: position, scalars.isEmpty ? "nothing" : found, expected: expected)
    }

    /// The text in front of the position without blanks at its end.
    private var before: String {
        let end = scalars[..<position].lastIndex { !$0.properties.isWhitespace }
        return String(scalars[..<(end.map { $0 + 1 } ?? 0)])
    }

    // Characters.

    private mutating func skipBlanks(andCommas: Bool = false) {
        while position < scalars.count,
            scalars[position].properties.isWhitespace || andCommas && scalars[position] == ","
        {
            position += 1
        }
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = text.unicodeScalars
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// Letters up to anything else, in small letters; empty where there is none.
    private mutating func word() -> String {
        let letters = scalars[position...].prefix { $0.properties.isAlphabetic }
        position += letters.count
        return String(letters).lowercased()
    }

    /// A decimal number: a sign, digits with a point, an exponent.
    private mutating func number(or expected: String) throws(PixelConventionError) -> Float {
        let start = position
        let sign = sign()
        let (whole, fraction) = (takeDigits(), fraction())
        guard !whole.isEmpty || !fraction.isEmpty else {
            position = start
            throw unexpected(or: expected)
        }
        let text = "\(sign)0\(whole).\(fraction)0\(exponent())"
        guard let number = Float(text), number.isFinite else {
            let found = String(scalars[start..<position]).quoted
            throw error(at: start, "number \(found)", expected: "a smaller one")
        }
        return number
    }

    /// `e` and a whole number with a sign or without; nothing where that is not what follows.
    private mutating func exponent() -> String {
        let start = position
        guard take("e") || take("E") else { return "" }
        let (sign, digits) = (sign(), takeDigits())
        guard !digits.isEmpty else {
            position = start
            return ""
        }
        return "e\(sign)\(digits)"
    }

    /// The digits after a point; none where another point follows, which is a range's.
    private mutating func fraction() -> String {
        let next = position + 1
        guard position < scalars.count, scalars[position] == ".",
            next == scalars.count || scalars[next] != "."
        else { return "" }
        position = next
        return takeDigits()
    }

    private mutating func sign() -> String {
        if take("-") || take("−") { return "-" }
        return take("+") ? "+" : ""
    }

    private mutating func takeDigits() -> String {
        let digits = scalars[position...].prefix { ("0"..."9").contains($0) }
        position += digits.count
        return String(digits)
    }
}

extension String {
    fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
