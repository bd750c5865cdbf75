/// A path with one number in its file name: `frames/out.%06d.png`.
///
/// `%d` is the number as it is, `%0Nd` with at least N digits (1…18), `%%` a percent sign.  Only the
/// last component of the path may have any of these; the folder is taken as it is.
public struct SequencePattern: Sendable, Equatable {
    /// The text before the number, the folder included.
    public let prefix: String

    /// The least number of digits, 1….
    public let digits: Int

    /// The text after the number.
    public let suffix: String

    /// The pattern that `path` spells; nil when it has no number, more than one, or a `%` that is
    /// none of the above.
    public init?(_ path: String) {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        var parts = [String(path[..<start])]
        var digits = 1
        var rest = path[start...]
        while let character = rest.popFirst() {
            if character != "%" {
                parts[parts.count - 1].append(character)
            } else if rest.first == "%" {
                rest.removeFirst()
                parts[parts.count - 1].append("%")
            } else {
                guard let count = Self.takeDigits(&rest) else { return nil }
                digits = count
                parts.append("")
            }
        }
        guard parts.count == 2 else { return nil }
        (prefix, suffix, self.digits) = (parts[0], parts[1], digits)
    }

    /// The pattern of a path such as `out.####.png`, with at least as many digits as hashes; nil unless
    /// its last component has one row of them.  A percent sign is one like any other character.
    package init?(hashesIn path: String) {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let first = path[start...].firstIndex(of: "#") else { return nil }
        let hashes = path[first...].prefix { $0 == "#" }
        guard hashes.count <= 18, !path[hashes.endIndex...].contains("#") else { return nil }
        (prefix, digits) = (String(path[..<first]), hashes.count)
        suffix = String(path[hashes.endIndex...])
    }

    /// A path whose `####` stand for `%04d`, in that spelling; nil unless its last component has one row
    /// of two to nine `#` and no `%`.
    package static func spelled(hashesIn path: String) -> String? {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let pattern = SequencePattern(hashesIn: path), (2...9).contains(pattern.digits),
            !path[start...].contains("%")
        else { return nil }
        return "\(pattern.prefix)%0\(pattern.digits)d\(pattern.suffix)"
    }

    /// The path with this number, 0….
    public func path(_ number: Int) -> String {
        let text = String(number)
        return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text + suffix
    }

    /// The last component of ``path(_:)``.
    package func fileName(_ number: Int) -> String {
        let path = path(number)
        return path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The number that a file name of this pattern's folder stands for; nil when it is of another
    /// form.  The inverse of ``path(_:)`` on the last component.
    package func number(ofName name: String) -> Int? {
        let start = prefix.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard name.hasPrefix(start), name.hasSuffix(suffix),
            name.utf8.count > start.utf8.count + suffix.utf8.count
        else { return nil }
        let text = name.dropFirst(start.count).dropLast(suffix.count)
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), text.count >= digits,
            text.count == digits || text.first != "0" || text == "0"
        else { return nil }
        return Int(text)
    }

    /// The path of a file in the pattern's folder.
    package func pathInFolder(_ name: String) -> String {
        let start = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
        return prefix[..<start] + name
    }

    /// The folder of the numbered files, `.` when the pattern names none.
    package var folder: String {
        guard let slash = prefix.lastIndex(of: "/") else { return "." }
        return slash == prefix.startIndex ? "/" : String(prefix[..<slash])
    }

    /// The `d`, `06d` or `6d` after a percent sign, as the number of digits.
    private static func takeDigits(_ rest: inout Substring) -> Int? {
        let text = rest.prefix { $0.isASCII && $0.isNumber }
        rest.removeFirst(text.count)
        guard rest.popFirst() == "d" else { return nil }
        if text.isEmpty { return 1 }
        guard text.first == "0", let count = Int(text), (1...18).contains(count) else { return nil }
        return count
    }
}
