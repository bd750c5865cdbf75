/// A setting of an ncnn layer, of the kind that its text has.
public enum NCNNValue: Sendable, Equatable {
    /// A number without point and exponent, -2^31 to 2^31 - 1.
    case integer(Int)
    /// A number with a point or an exponent; finite.
    case float(Float)
    case integers([Int])
    case floats([Float])
    case text(String)
}

extension NCNNValue {
    /// The integer, nil for any other kind.
    package var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number; nil for other kinds and for an integer other than 0, whose bits ncnn takes for
    /// those of a float (`ParamDict::get`).
    package var float: Float? {
        switch self {
        case .float(let value): value
        case .integer(0): 0
        default: nil
        }
    }

    /// The integers of an array, nil for any other kind.
    package var integers: [Int]? {
        if case .integers(let values) = self { values } else { nil }
    }

    /// The numbers of an array, with the same rule for integers as `float`.
    package var floats: [Float]? {
        switch self {
        case .floats(let values): values
        case .integers(let values) where values.allSatisfy { $0 == 0 }: values.map { _ in 0 }
        default: nil
        }
    }
}

extension NCNNValue {
    /// Reads a setting, `ID=VALUE` or, for an array, `-(23300 + ID)=COUNT,VALUE,VALUE…`.
    ///
    /// Numbers with a point or an exponent are floats, others integers, as in ncnn's
    /// `ParamDict::load_param`. Throws `WeightsError`.
    static func parse(_ word: String, of layer: String, in file: String) throws -> (
        id: Int, value: NCNNValue
    ) {
        let scanner = SettingScanner(file: file, layer: layer, word: word)
        guard let sign = word.firstIndex(of: "="), let claimed = Int32(word[..<sign]) else {
            throw scanner.error("the setting '\(shortened(word))'", expected: "NUMBER=VALUE")
        }
        let isOldArray = claimed <= -23300
        let id = isOldArray ? -Int(claimed) - 23300 : Int(claimed)
        guard (0..<NCNNLimits.parameterCount).contains(id) else {
            throw scanner.error(
                "a setting of number \(id)", expected: "0 to \(NCNNLimits.parameterCount - 1)")
        }
        let text = word[word.index(after: sign)...]
        return (id, try isOldArray ? scanner.countedArray(text) : scanner.value(text))
    }
}

/// Reads the value of one setting.
private struct SettingScanner {
    let file: String
    let layer: String
    let word: String

    func error(_ found: String, expected: String) -> WeightsError {
        .malformedTensor(file: file, tensor: layer, found: found, expected: expected)
    }

    /// A number, a list of numbers, or a text, which begins with a letter or a quote.
    func value(_ text: Substring) throws -> NCNNValue {
        guard let first = text.unicodeScalars.first else {
            throw error("the setting '\(shortened(word))'", expected: "NUMBER=VALUE")
        }
        if first == "\"" || first.properties.isAlphabetic { return .text(unquoted(text)) }
        guard text.contains(",") else { return try number(text) }
        var parts = try split(text)
        // Writers end a list of one number with a comma.
        if parts.last?.isEmpty == true { parts.removeLast() }
        return try array(parts)
    }

    /// An array whose first number says how many follow.
    func countedArray(_ text: Substring) throws -> NCNNValue {
        var parts = try split(text)
        let count = parts.removeFirst()
        guard let count = Int(count), count == parts.count else {
            throw error(
                "the count '\(shortened(String(count)))' before \(parts.count) numbers",
                expected: "the count \(parts.count)")
        }
        return try array(parts)
    }

    private func split(_ text: Substring) throws -> [Substring] {
        let parts = text.split(
            separator: ",", maxSplits: NCNNLimits.arrayCount + 2, omittingEmptySubsequences: false)
        guard parts.count <= NCNNLimits.arrayCount + 1 else {
            throw error(
                "an array of more numbers", expected: "at most \(NCNNLimits.arrayCount)")
        }
        return parts
    }

    private func array(_ parts: [Substring]) throws -> NCNNValue {
        let values = try parts.map(number)
        let integers = values.compactMap(\.integer)
        if integers.count == values.count { return .integers(integers) }
        // ncnn stores integers and floats side by side as bits: only 0 means the same as both.
        let floats = values.compactMap(\.float)
        guard floats.count == values.count else {
            throw error(
                "an array of integers and decimals, '\(shortened(word))'", expected: "one kind")
        }
        return .floats(floats)
    }

    private func number(_ text: Substring) throws -> NCNNValue {
        let isPlain = text.utf8.allSatisfy("+-.0123456789eE".utf8.contains)
        guard isPlain, text.utf8.count <= NCNNLimits.numberSize else {
            throw error(
                "the number '\(shortened(String(text)))'",
                expected: "a decimal of at most \(NCNNLimits.numberSize) characters")
        }
        if let integer = Int32(text) { return .integer(Int(integer)) }
        guard text.contains(where: ".eE".contains), let float = Float(text), float.isFinite else {
            throw error(
                "the number '\(text)'", expected: "a 32-bit integer or a finite 32-bit float")
        }
        return .float(float)
    }

    private func unquoted(_ text: Substring) -> String {
        var text = text
        if text.first == "\"" { text.removeFirst() }
        if text.last == "\"" { text.removeLast() }
        return String(text)
    }
}
