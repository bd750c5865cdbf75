import Formats
import Testing

@testable import Media

/// How many colours a palette is made of.
struct CountedColoursTests {
    @Test func `the first 2²⁰ colours are told apart, the rest by six bits a channel`() {
        var colours = CountedColours()
        let first = Self.colours(0..<CountedColours.limit)
        #expect(colours.limited(first) == first)
        // Seen before: as they are.
        #expect(colours.limited(first) == first)
        let next = colours.limited([0xFF, 0x01, 0x82, 0x00, 0x00, 0x07])
        #expect(next == [0xFE, 0x02, 0x82, 0x00, 0x00, 0x07])
    }

    @Test func `no more come out than is said`() {
        var colours = CountedColours()
        var seen = Set<[UInt8]>()
        // A fifth of all colours, spread over all, more than the limit twice over.
        for start in stride(from: 0, to: 1 << 24, by: 1 << 20) {
            let some = stride(from: start, to: start + 1 << 20, by: 5).map { $0 }
            let result = colours.limited(some.flatMap(Self.bytes))
            for place in stride(from: 0, to: result.count, by: 3) {
                seen.insert(Array(result[place..<place + 3]))
            }
        }
        #expect(seen.count > CountedColours.limit)
        #expect(seen.count <= GIFFormat.mostColours)
    }

    private static func bytes(_ colour: Int) -> [UInt8] {
        [UInt8(colour >> 16), UInt8(colour >> 8 & 255), UInt8(colour & 255)]
    }

    private static func colours(_ range: Range<Int>) -> [UInt8] { range.flatMap(bytes) }
}
