/// The noncharacters that stand for other things while Yams reads a text.
///
/// U+FDD0…U+FDEF are kept by Unicode for the internal use of programs (chapter 23.7), and
/// ``SourceText`` lets none of them in.
enum Marker {
    /// U+FDD0…U+FDE1: one for `*`, one for `&`, and sixteen for names.
    private static let scalars = (UInt32(0xFDD0)...0xFDE1).compactMap { Unicode.Scalar($0) }
    private static let star = scalars[0]
    private static let ampersand = scalars[1]
    private static let names = Array(scalars[2...])

    /// The number of keys that can be renamed.
    static let renamings = names.count

    /// Text with a marker for every `*` and `&`; the inverse is ``shown(_:)``.
    static func hidden(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x2A || $0 == 0x26 }) else { return text }
        var hidden = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            hidden.append(scalar == "*" ? star : scalar == "&" ? ampersand : scalar)
        }
        return String(hidden)
    }

    /// Text with its `*` and `&` put back; the inverse is ``hidden(_:)``.
    static func shown(_ text: String) -> String {
        guard text.utf8.contains(0xEF) else { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            shown.append(scalar == star ? "*" : scalar == ampersand ? "&" : scalar)
        }
        return String(shown)
    }

    static func isAlias(_ scalar: Unicode.Scalar) -> Bool {
        scalar == star || scalar == ampersand
    }

    static func startsAlias(_ text: String) -> Bool {
        text.unicodeScalars.first.map(isAlias) ?? false
    }

    /// The letter of the n-th renamed key's name, n from 0 to below ``renamings``.
    static func name(_ index: Int) -> Unicode.Scalar { names[index] }

    /// n, where a key is the n-th renamed one.
    static func renaming(_ key: String) -> Int? {
        key.unicodeScalars.first.flatMap { names.firstIndex(of: $0) }
    }
}
