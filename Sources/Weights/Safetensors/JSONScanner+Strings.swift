extension JSONScanner {
    /// Reads a string: UTF-8, with escapes, without bare control characters.
    mutating func string() throws -> String {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a string") }
        let start = index
        _ = next()
        var text: [UInt8] = []
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw malformed("a string that is not UTF-8", at: start, "UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0x00...0x1f:
                throw malformed(
                    "control character 0x\(String(byte, radix: 16))", at: index - 1,
                    "an escape")
            default: text.append(byte)
            }
        }
        throw malformed("a string without end", at: start, "'\"'")
    }

    /// The character that an escape stands for, after its backslash.
    private mutating func escape() throws -> Unicode.Scalar {
        let start = index - 1
        switch next() {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint(start)
        default: throw malformed("an unknown escape", at: start, "one of RFC 8259")
        }
    }

    /// The character of `\uXXXX`, or of the two that make a surrogate pair.
    private mutating func codePoint(_ start: Int) throws -> Unicode.Scalar {
        let first = try hexadecimal(start)
        guard (0xd800...0xdbff).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw loneSurrogate(start) }
            return scalar
        }
        guard next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") else {
            throw loneSurrogate(start)
        }
        let second = try hexadecimal(start)
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw loneSurrogate(start) }
        return scalar
    }

    private mutating func hexadecimal(_ start: Int) throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw malformed("an unknown escape", at: start, "four hexadecimal digits") }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private func loneSurrogate(_ start: Int) -> WeightsError {
        malformed("half a surrogate pair", at: start, "both halves")
    }
}
