import Testing

@testable import Inference

/// Where tiles lie: a pure function of sizes.
struct TileLayoutTests {
    @Test("what fits one tile is not cut")
    func whole() throws {
        let layout = try #require(TileLayout((100, 200), tile: 100, Self.cut))
        #expect(layout == TileLayout(wholeInput: 100, output: 200))
        #expect(layout.parts.count == 1)
    }

    @Test("tiles that are too small for what is lost at their edges are none")
    func small() {
        #expect(Self.cut.smallestTile == 24)
        #expect(TileLayout((100, 200), tile: 23, Self.cut) == nil)
        #expect(TileLayout((100, 200), tile: 24, Self.cut) != nil)
    }

    @Test("as many tiles as are needed, as small as that allows, and all that is kept is right")
    func parts() throws {
        // 12 output pixels are lost on each side, 6 of the input: 40 gain 24, and 100 take four.
        let layout = try #require(TileLayout((100, 200), tile: 40, Self.cut))
        #expect(layout.parts.map(\.input) == [0..<40, 24..<64, 48..<88, 72..<100])
        #expect(layout.parts.map(\.kept) == [0..<68, 68..<116, 116..<164, 164..<200])
    }

    @Test(
        "for all sizes: parts follow one another, begin aligned, are of two sizes and lose nothing")
    func all() throws {
        for side in stride(from: 24, through: 264, by: 8) {
            for tile in 24...side + 1 {
                let layout = try #require(TileLayout((side, 2 * side), tile: tile, Self.cut))
                #expect(layout.sizes.count <= 2)
                #expect(layout.parts.first?.kept.lowerBound == 0)
                #expect(layout.parts.last?.kept.upperBound == 2 * side)
                for (part, next) in zip(layout.parts, layout.parts.dropFirst()) {
                    #expect(part.kept.upperBound == next.kept.lowerBound)
                    #expect(next.kept.lowerBound >= 2 * next.input.lowerBound + 12)
                    #expect(part.kept.upperBound <= 2 * part.input.upperBound - 12)
                    #expect(next.input.lowerBound % 8 == 0)
                }
                #expect(layout.parts.allSatisfy { $0.input.count <= tile && !$0.kept.isEmpty })
            }
        }
    }

    /// Twice the size; 12 output pixels lost on each side; tiles begin at multiples of 8.
    private static let cut = AxisMargins(scale: 2, alignment: 8, lostBefore: 12, lostAfter: 12)
}
