import Files

/// Why weights could not be used; faults of files themselves are a `FileError`.
///
/// The description is one line, `FILE[TENSOR]: what was found, what was expected`, whatever the file
/// contains.
public enum WeightsError: Error, Equatable, Sendable {
    /// A format that is not read, told by its first bytes.
    case unsupportedFormat(file: String, found: String, expected: String)

    /// The file breaks its format's rules; `found` names the byte where that is of use.
    case malformed(file: String, found: String, expected: String)

    /// The description of one tensor or node breaks the format's rules.
    case malformedTensor(file: String, tensor: String, found: String, expected: String)

    /// One tensor or node uses a part of the format that is not read.
    case unsupported(file: String, tensor: String, found: String, expected: String)

    /// A parameter that is NaN, infinite, or too large for the precision asked for.
    case nonFinite(file: String, tensor: String, index: Int, value: String, expected: String)
}

extension WeightsError {
    /// A file that ends before what it holds does; all of it has `whole` bytes.
    static func cutShort(file: String, _ size: Int, of whole: UInt64) -> WeightsError {
        .malformed(
            file: file, found: "cut short: \(size) of \(whole) bytes", expected: wholeFile)
    }

    /// As `cutShort(file:_:of:)` where only the least that is missing is known.
    static func cutShort(file: String, _ size: Int, ofAtLeast whole: UInt64) -> WeightsError {
        .malformed(
            file: file, found: "cut short: \(size) of at least \(whole) bytes",
            expected: wholeFile)
    }

    /// What is expected instead of a file that was cut short.
    static let wholeFile = "all of it; download it again"

    /// Weights of a few bits; `how` names what says so.
    static func quantised(
        file: String, tensor: String, bits: Int, how: String
    ) -> WeightsError {
        .unsupported(
            file: file, tensor: tensor, found: "is quantised to \(bits) bits (\(how))",
            expected: "float weights")
    }
}

extension WeightsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unsupportedFormat(let file, let found, let expected),
            .malformed(let file, let found, let expected):
            line(file, found, expected)
        case .malformedTensor(let file, let tensor, let found, let expected),
            .unsupported(let file, let tensor, let found, let expected):
            line(file, tensor, found, expected)
        case .nonFinite(let file, let tensor, let index, let value, let expected):
            line(file, tensor, "\(value) at element \(index)", expected)
        }
    }

    private func line(_ file: String, _ found: String, _ expected: String) -> String {
        "\(printable(file)): \(printable(found)), expected \(printable(expected))"
    }

    private func line(
        _ file: String, _ tensor: String, _ found: String, _ expected: String
    ) -> String {
        let name = printable(shortened(tensor))
        return "\(printable(file))[\(name)]: \(printable(found)), expected \(printable(expected))"
    }
}

/// The text on one line: what a terminal would act on is written as `\u{…}`.
package func printable(_ text: String) -> String { text.printable }

/// A name from a file, cut at 100 Unicode scalars: a character can be as long as a file.
package func shortened(_ name: String) -> String {
    let start = name.unicodeScalars.prefix(100)
    return start.endIndex == name.unicodeScalars.endIndex ? name : String(start) + "…"
}
