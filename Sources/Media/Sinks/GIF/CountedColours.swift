/// Keeps `palettegen` from holding a film's every colour, some 32 bytes each.
///
/// The first 2²⁰ colours go through as they are; of those that come after them only the upper six bits
/// of each channel count, which is finer than the steps of a palette of 256.
struct CountedColours {
    /// Colours that are told apart; with the upper six bits alone, ``GIFFormat/mostColours`` come out
    /// at the most.
    static let limit = 1 << 20

    /// A bit for each colour.
    private var seen = [UInt64](repeating: 0, count: 1 << 18)
    private var count = 0

    /// Interleaved RGB with colours that are too many changed.
    mutating func limited(_ rgb: [UInt8]) -> [UInt8] {
        var result = rgb
        for pixel in 0..<rgb.count / 3 {
            let place = 3 &* pixel
            let colour =
                Int(rgb[place]) << 16 | Int(rgb[place &+ 1]) << 8 | Int(rgb[place &+ 2])
            if take(colour) { continue }
            for channel in place..<place &+ 3 { result[channel] = rgb[channel] & 0xFC | 2 }
        }
        return result
    }

    /// Whether a colour is one of those that are told apart.
    private mutating func take(_ colour: Int) -> Bool {
        let (word, bit) = (colour >> 6, UInt64(1) << UInt64(colour & 63))
        if seen[word] & bit != 0 { return true }
        guard count < Self.limit else { return false }
        seen[word] |= bit
        count += 1
        return true
    }
}
