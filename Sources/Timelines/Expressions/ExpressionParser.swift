import Files

extension WeightExpression {
    /// Reads an expression.
    ///
    /// From the loosest to the tightest: `c ? a : b`, `||`, `&&`, comparisons, `+ -`, `* / %`, signs and
    /// `!`, `^` or `**` (from the right).  `%` and `mod` have the sign of the divisor.
    public static func parse(_ text: String) throws(ExpressionError) -> WeightExpression {
        let length = text.unicodeScalars.count
        guard length <= lengthLimit else {
            throw ExpressionError(
                at: lengthLimit,
                "an expression of \(length) characters, expected at most \(lengthLimit)")
        }
        var parser = ExpressionParser(tokens: try ExpressionToken.tokens(of: text))
        return WeightExpression(text: text, code: try parser.whole())
    }
}

/// Turns words into steps of the machine, by the precedence of their operators.
private struct ExpressionParser {
    let tokens: [ExpressionToken]
    private var next = 0
    private var depth = 0
    private var code: [WeightExpression.Instruction] = []

    /// The most that may be within one another.
    private static let depthLimit = 50

    /// The operators from loose to tight; each is read from the left.
    private static let levels: [[String]] = [
        ["||"], ["&&"], ["<", "<=", ">", ">=", "==", "!="], ["+", "-"], ["*", "/", "%"],
    ]
    private static let comparisons = 2

    init(tokens: [ExpressionToken]) { self.tokens = tokens }

    private var token: ExpressionToken { tokens[min(next, tokens.count - 1)] }

    mutating func whole() throws(ExpressionError) -> [WeightExpression.Instruction] {
        try choice()
        guard token.kind != .end else { return code }
        switch token.kind {
        case .symbol(")"): throw error("')' without a '(' before it, expected an operator")
        case .symbol: throw error("\(token.found), expected an operator or the end")
        default: throw error("\(token.found) after a value, expected an operator such as *")
        }
    }

    /// `c ? a : b`.
    private mutating func choice() throws(ExpressionError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw error("more than \(Self.depthLimit) parts within one another, expected fewer")
        }
        try level(0)
        let mark = token.position
        guard take("?") else { return }
        let toElse = reserve()
        try choice()
        guard take(":") else {
            throw error("\(token.found), expected ':' for the '?' at character \(mark + 1)")
        }
        try alternative(toElse) { parser throws(ExpressionError) in try parser.choice() }
    }

    /// After the steps of one case those of the other, to which `toElse` jumps.
    private mutating func alternative(
        _ toElse: Int, _ other: (inout Self) throws(ExpressionError) -> Void
    ) throws(ExpressionError) {
        let toEnd = reserve()
        code[toElse] = .jumpIfZero(to: code.count)
        try other(&self)
        code[toEnd] = .jump(to: code.count)
    }

    private mutating func reserve() -> Int {
        code.append(.jump(to: 0))
        return code.count - 1
    }

    private mutating func level(_ number: Int) throws(ExpressionError) {
        guard number < Self.levels.count else { return try signed() }
        try level(number + 1)
        var count = 0
        while case .symbol(let symbol) = token.kind, Self.levels[number].contains(symbol) {
            guard number != Self.comparisons || count == 0 else {
                throw error("\(token.found) after a comparison, expected && between the two")
            }
            count += 1
            let position = token.position
            next += 1
            try level(number + 1, after: symbol, at: position, number)
        }
    }

    /// The right side of an operator, and what it does with both.
    private mutating func level(
        _ inner: Int, after symbol: String, at position: Int, _ number: Int
    ) throws(ExpressionError) {
        switch symbol {
        case "&&":
            let toElse = reserve()
            try level(inner)
            code += [.not, .not]
            try alternative(toElse) { $0.code.append(.number(0)) }
        case "||":
            let toElse = reserve()
            code.append(.number(1))
            try alternative(toElse) { parser throws(ExpressionError) in
                try parser.level(inner)
                parser.code += [.not, .not]
            }
        default:
            try level(inner)
            if let operation = WeightExpression.Operation(rawValue: symbol) {
                code.append(.operation(operation, at: position))
            }
        }
    }

    /// `-x`, `+x`, `!x`; −2² is −4.
    private mutating func signed() throws(ExpressionError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw error("more than \(Self.depthLimit) parts within one another, expected fewer")
        }
        if take("-") {
            try signed()
            code.append(.negate)
        } else if take("!") {
            try signed()
            code.append(.not)
        } else if take("+") {
            try signed()
        } else {
            try power()
        }
    }

    private mutating func power() throws(ExpressionError) {
        try value()
        let position = token.position
        guard take("^") || take("**") else { return }
        try signed()
        code.append(.operation(.power, at: position))
    }

    private mutating func value() throws(ExpressionError) {
        let first = token
        switch first.kind {
        case .number(let value):
            next += 1
            code.append(.number(value))
        case .name(let name):
            next += 1
            try named(name, at: first.position)
        case .symbol("("):
            next += 1
            try choice()
            try close(first.position)
        case .end where tokens.count == 1:
            throw error("no expression, expected one such as 0.5 + 0.5*sin(2*pi*t/4)")
        default:
            throw error("\(first.found), expected a number, a variable or a function")
        }
    }

    private mutating func close(_ opened: Int) throws(ExpressionError) {
        guard !take(")") else { return }
        throw error("\(token.found), expected ')' for the '(' at character \(opened + 1)")
    }

    private mutating func take(_ symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        next += 1
        return true
    }

    private func error(_ message: String, at position: Int? = nil) -> ExpressionError {
        ExpressionError(at: position ?? token.position, message)
    }
}

extension ExpressionParser {
    private static let constants = [
        "pi": Double.pi, "e": 2.718_281_828_459_045,
    ]

    private mutating func named(_ name: String, at position: Int) throws(ExpressionError) {
        let isCalled = token.kind == .symbol("(")
        if name == "if", isCalled { return try condition() }
        if let function = ExpressionFunction(rawValue: name) {
            guard isCalled else {
                throw error(
                    "\(name.quoted) without its arguments, expected \(name)(\(function.parameters))",
                    at: position)
            }
            return try call(function, at: position)
        }
        let constant = Self.constants[name]
        let variable = WeightExpression.Variable(rawValue: name)
        guard constant != nil || variable != nil else {
            throw error(Self.unknown(name, isCalled: isCalled), at: position)
        }
        guard !isCalled else {
            throw error("'(' after \(name.quoted), expected an operator such as *")
        }
        if let constant { code.append(.number(constant)) }
        if let variable { code.append(.variable(variable, at: position)) }
    }

    private static func unknown(_ name: String, isCalled: Bool) -> String {
        let functions = ExpressionFunction.allCases.map(\.rawValue) + ["if"]
        let values = WeightExpression.Variable.allCases.map(\.rawValue) + constants.keys.sorted()
        let near = nearestName(to: name, in: isCalled ? functions : values + functions)
        let listed = (isCalled ? functions : values).joined(separator: ", ")
        let kind = isCalled ? "function" : "variable"
        return "unknown \(kind) \(name.quoted), expected one of \(listed)" + didYouMean(near)
    }

    private mutating func call(
        _ function: ExpressionFunction, at position: Int
    ) throws(ExpressionError) {
        let opened = token.position
        next += 1
        var count = 0
        if token.kind != .symbol(")") {
            repeat {
                try choice()
                count += 1
            } while take(",")
        }
        try close(opened)
        guard function.counts.contains(count) else {
            let name = function.rawValue
            throw error(
                "\(name) with \(count) argument\(count == 1 ? "" : "s"), expected "
                    + "\(name)(\(function.parameters))", at: position)
        }
        code.append(.call(function, count: count, at: position))
    }

    /// `if(c, a, b)`, the same as `c ? a : b`.
    private mutating func condition() throws(ExpressionError) {
        let opened = token.position
        next += 1
        try choice()
        try comma()
        let toElse = reserve()
        try choice()
        try comma()
        try alternative(toElse) { parser throws(ExpressionError) in try parser.choice() }
        try close(opened)
    }

    private mutating func comma() throws(ExpressionError) {
        guard !take(",") else { return }
        throw error("\(token.found), expected ',' in if(condition, then, else)")
    }
}
