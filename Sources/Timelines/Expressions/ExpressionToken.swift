import Files

/// A word of an expression.
struct ExpressionToken: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case number(Double)
        case name(String)
        /// An operator, a parenthesis or a comma.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// Its first character, 0…, in Unicode scalars.
    let position: Int

    /// As a message names it.
    var found: String {
        switch kind {
        case .number(let value): "\(value)".quoted
        case .name(let name): name.quoted
        case .symbol(let symbol): symbol.quoted
        case .end: "the end"
        }
    }
}

extension ExpressionToken {
    private static let symbols = [
        "**", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "^", "<", ">", "!", "?",
        ":", "(", ")", ",",
    ]

    /// The words of a text, the end last.
    static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens = [ExpressionToken]()
        var position = 0
        while position < scalars.count {
            let scalar = scalars[position]
            if [" ", "\t", "\n", "\r"].contains(scalar) {
                position += 1
                continue
            }
            let (kind, length) = try token(scalars[position...], at: position)
            tokens.append(ExpressionToken(kind: kind, position: position))
            position += length
        }
        return tokens + [ExpressionToken(kind: .end, position: scalars.count)]
    }

    private static func token(
        _ scalars: ArraySlice<Unicode.Scalar>, at position: Int
    ) throws(ExpressionError) -> (Kind, length: Int) {
        let first = scalars[position]
        if isLetter(first) {
            let name = scalars.prefix { isLetter($0) || isDigit($0) }
            return (.name(text(name)), name.count)
        }
        if isDigit(first) || first == "." { return try number(scalars, at: position) }
        guard let symbol = symbols.first(where: { scalars.starts(with: $0.unicodeScalars) }) else {
            let hint = first == "=" ? ", expected == to compare" : unexpected
            throw ExpressionError(at: position, "\(text([first]).quoted) in an expression\(hint)")
        }
        return (.symbol(symbol), symbol.unicodeScalars.count)
    }

    private static let unexpected =
        ", expected numbers, names, parentheses and operators such as + - * / ^ < ? :"

    /// `12`, `0.5`, `.5`, `1e-3`.
    private static func number(
        _ scalars: ArraySlice<Unicode.Scalar>, at position: Int
    ) throws(ExpressionError) -> (Kind, length: Int) {
        var digits = scalars.prefix { isDigit($0) || $0 == "." }
        let rest = scalars.dropFirst(digits.count)
        if let e = rest.first, e == "e" || e == "E" {
            let sign = rest.dropFirst().prefix { $0 == "+" || $0 == "-" }.prefix(1)
            let power = rest.dropFirst(1 + sign.count).prefix(while: isDigit)
            if !power.isEmpty {
                digits = scalars.prefix(digits.count + 1 + sign.count + power.count)
            }
        }
        let written = text(digits)
        guard written != ".", let value = Double(written.hasSuffix(".") ? written + "0" : written),
            value.isFinite
        else {
            throw ExpressionError(
                at: position, "\(written.quoted), expected a number such as 2, 0.5 or 1e-3")
        }
        return (.number(value), digits.count)
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }
}
