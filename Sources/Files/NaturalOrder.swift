/// The order of names in which numbers count as such: `img2` before `img10`, whatever the case.
///
/// Digits are those of ASCII, and numbers may have any length.  Names that differ in nothing but case or
/// zeros before a number are ordered by their bytes, so that no two names are equal.
package struct NaturalOrder: Comparable {
    /// The name itself.
    package let name: String
    private let bytes: [UInt8]

    /// The place of a name among others.
    package init(_ name: String) {
        self.name = name
        bytes = Array(name.lowercased().utf8)
    }

    /// Names in their natural order.
    package static func sorted(_ names: [String]) -> [String] {
        names.map(NaturalOrder.init).sorted().map(\.name)
    }

    package static func == (a: Self, b: Self) -> Bool { a.name == b.name }

    package static func < (a: Self, b: Self) -> Bool {
        var (i, j) = (0, 0)
        while i < a.bytes.count, j < b.bytes.count {
            let (left, right) = (a.digits(from: i), b.digits(from: j))
            guard !left.isEmpty, !right.isEmpty else {
                if a.bytes[i] != b.bytes[j] { return a.bytes[i] < b.bytes[j] }
                (i, j) = (i + 1, j + 1)
                continue
            }
            let (first, second) = (a.value(of: left), b.value(of: right))
            if first.count != second.count { return first.count < second.count }
            if !first.elementsEqual(second) { return first.lexicographicallyPrecedes(second) }
            (i, j) = (left.upperBound, right.upperBound)
        }
        let (left, right) = (a.bytes.count - i, b.bytes.count - j)
        return left != right
            ? left < right : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }

    /// The digits that begin at a place; empty where there is none.
    private func digits(from start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
        return start..<end
    }

    /// A number without the zeros before it.
    private func value(of digits: Range<Int>) -> ArraySlice<UInt8> {
        bytes[digits].drop { $0 == UInt8(ascii: "0") }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
