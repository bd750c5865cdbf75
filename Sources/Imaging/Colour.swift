/// An sRGB colour of 8 bits a channel.
public struct Colour: Hashable, Sendable {
    /// 0…255.
    public let red, green, blue: UInt8

    /// Black.
    public static let black = Colour(red: 0, green: 0, blue: 0)

    /// The colour of these levels.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// A colour in six hexadecimal digits behind `#`, as HTML writes it; nil for anything else.
    public init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.hasPrefix("#"), digits.count == 6,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let number = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(number >> 16), green: UInt8(number >> 8 & 255), blue: UInt8(number & 255))
    }

    /// Red, green and blue, 0…1.
    package var samples: [Float] { [red, green, blue].map { Float($0) / 255 } }
}

extension Colour: CustomStringConvertible {
    /// `#rrggbb`.
    public var description: String {
        "#"
            + [red, green, blue].map { level in
                (level < 16 ? "0" : "") + String(level, radix: 16)
            }.joined()
    }
}
