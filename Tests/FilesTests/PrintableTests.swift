import Glibc
import Testing

@testable import Files

struct PrintableTests {
    @Test(arguments: [
        ("film.mp4", "film.mp4"), ("Ölgemälde — 夜 👩‍🎨", "Ölgemälde — 夜 👩‍🎨"), ("", ""),
        ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("\u{7}\u{7F}\u{9B}2J", "\\u{7}\\u{7f}\\u{9b}2J"),
        ("one\ntwo\rthree\tfour", "one\\u{a}two\\u{d}three\\u{9}four"), ("\r\n", "\\u{d}\\u{a}"),
        ("\u{202E}gnp.exe\u{2066}", "\\u{202e}gnp.exe\\u{2066}"),
        ("a\u{2028}b\u{2029}c\u{85}", "a\\u{2028}b\\u{2029}c\\u{85}"),
        ("\u{200E}\u{200F}\u{61C}\u{FEFF}", "\\u{200e}\\u{200f}\\u{61c}\\u{feff}"),
        ("می‌خواهم", "می‌خواهم"),
    ])
    func `what a terminal acts on is written out`(text: String, shown: String) {
        #expect(text.printable == shown)
        #expect(shown.printable == shown)
    }

    /// The categories are Unicode's; the C library's tables are another's reading of them.
    @Test func `nothing that the C library calls a control character is shown`() throws {
        let isControl = try CTable("iswcntrl")
        let shown = (0...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
            $0.isPrintable && isControl[$0] != 0
        }
        #expect(shown.isEmpty)
    }

    /// Where the C library knows a character, a terminal gives it as many columns.
    @Test func `columns are those of the C library`() throws {
        let width = try CTable("wcwidth")
        var (compared, different) = (0, [UInt32]())
        for scalar in (0x20...0x3FFFF).compactMap(Unicode.Scalar.init) {
            let columns = width[scalar]
            guard columns >= 0, scalar.isPrintable,
                scalar.properties.generalCategory != .unassigned
            else { continue }
            compared += 1
            if columns != scalar.columns { different.append(scalar.value) }
        }
        #expect(compared > 100_000)
        // A few dozen characters of which the versions of Unicode think differently.
        #expect(different.count < 200, "\(different.map { String($0, radix: 16) })")
    }
}

/// A function of the C library on characters, in the locale C.UTF-8; the module Glibc has none of them.
private final class CTable {
    private let function: @convention(c) (UInt32) -> Int32
    private let locale: locale_t
    private let before: locale_t

    init(_ name: String) throws {
        let address = try #require(dlsym(nil, name))
        function = unsafeBitCast(address, to: (@convention(c) (UInt32) -> Int32).self)
        // LC_CTYPE_MASK
        locale = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil))
        before = uselocale(locale)
    }

    deinit {
        uselocale(before)
        freelocale(locale)
    }

    subscript(scalar: Unicode.Scalar) -> Int { Int(function(scalar.value)) }
}
