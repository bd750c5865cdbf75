/// A strict reader of JSON text (RFC 8259) for callers who know what must come next.
///
/// It asks for one thing after another and never for "any value", so nesting in a hostile text leads
/// to an error, not into recursion. Unlike `JSONSerialization` it refuses a key given twice and
/// says at which byte the text breaks.
struct JSONScanner {
    /// The source of the text, for messages.
    let file: String

    /// The text.
    let bytes: [UInt8]

    /// The place of the text's first byte in the file.
    let base: Int

    /// The next byte to read.
    private(set) var index = 0

    init(file: String, bytes: [UInt8], base: Int) {
        self.file = file
        self.bytes = bytes
        self.base = base
    }

    /// The next byte after white space, not taken; nil at the end.
    mutating func peek() -> UInt8? {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0a, 0x0d: index += 1
            case let byte: return byte
            }
        }
        return nil
    }

    /// Takes one character of the grammar.
    mutating func take(_ character: Unicode.Scalar) throws {
        guard peek() == UInt8(ascii: character) else { throw unexpected("'\(character)'") }
        index += 1
    }

    /// Takes the character when it comes next and says whether it did.
    mutating func takeIfPresent(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Reads an object, giving `member` each key with the scanner at its value.
    mutating func object(
        _ member: (inout JSONScanner, _ key: String) throws -> Void
    ) throws {
        try take("{")
        if takeIfPresent("}") { return }
        var keys = Set<String>()
        repeat {
            _ = peek()
            let place = index
            let key = try string()
            guard keys.insert(key).inserted else {
                throw malformed(
                    "the key \"\(shortened(key))\" a second time", at: place, "each key once")
            }
            try take(":")
            try member(&self, key)
        } while takeIfPresent(",")
        guard takeIfPresent("}") else { throw unexpected("',' or '}'") }
    }

    /// Reads an array of integers of 0 and above, at most `limit` of them.
    mutating func naturals(atMost limit: Int) throws -> [Int] {
        try take("[")
        if takeIfPresent("]") { return [] }
        var numbers: [Int] = []
        repeat {
            guard numbers.count < limit else {
                throw malformed("a longer list", at: index, "at most \(limit) numbers")
            }
            numbers.append(try natural())
        } while takeIfPresent(",")
        guard takeIfPresent("]") else { throw unexpected("',' or ']'") }
        return numbers
    }

    /// Reads an integer of 0 and above, without sign, fraction, exponent or leading zeros.
    mutating func natural() throws -> Int {
        guard let first = peek(), (0x30...0x39).contains(first) else {
            throw unexpected("a whole number of 0 or more")
        }
        let start = index
        var number = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(bytes[index] - 0x30))
            guard !overflow, !carry else {
                throw malformed("a number too large", at: start, "less than 2^63")
            }
            number = sum
            index += 1
        }
        guard index - start == 1 || first != 0x30 else {
            throw malformed("a number with a leading zero", at: start, "one without")
        }
        return number
    }

    /// The error for the next byte, which cannot stand there.
    func unexpected(_ expected: String) -> WeightsError {
        guard index < bytes.count else { return malformed("the end", at: index, expected) }
        let byte = bytes[index]
        let found =
            (0x21...0x7e).contains(byte)
            ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(String(byte, radix: 16))"
        return malformed(found, at: index, expected)
    }

    /// An error at a byte of the text.
    func malformed(_ found: String, at index: Int, _ expected: String) -> WeightsError {
        .malformed(file: file, found: "\(found) at byte \(base + index)", expected: expected)
    }

    /// Takes a byte without skipping white space, for the inside of strings.
    mutating func next() -> UInt8? {
        guard index < bytes.count else { return nil }
        defer { index += 1 }
        return bytes[index]
    }
}
