import Testing

@testable import Imaging

/// Blends of two pictures and how far a third is from them.
struct BlendingTests {
    private func image(_ samples: [Float]) throws -> Image {
        try Image(width: samples.count, height: 1, channels: 1, samples: samples)
    }

    @Test func `a blend is a share of the way, sample by sample, not clipped`() throws {
        let (a, b) = (try image([0, 1, -2, 0.5]), try image([1, 0, 2, 0.5]))
        #expect(a.blended(with: b, share: 0.25).samples == [0.25, 0.75, -1, 0.5])
        #expect(a.blended(with: b, share: 0) == a)
    }

    @Test func `where a mask is one another picture covers this one, bit for bit`() throws {
        let (a, b) = (try image([0.1, 0.1, 0, -3]), try image([0.7, 0.7, 1, 5]))
        let mask = try image([0, 1, 0.25, 0.5])
        #expect(a.covered(by: b, where: mask).samples == [0.1, 0.7, 0.25, 1])
    }

    @Test func `a mask counts for every channel`() throws {
        let below = try Image(width: 2, height: 1, samples: [0, 0, 0, 0, 0, 0])
        let above = try Image(width: 2, height: 1, samples: [1, 2, 3, 4, 5, 6])
        let covered = below.covered(by: above, where: try image([1, 0]))
        #expect(covered.samples == [1, 0, 3, 0, 5, 0])
    }

    @Test func `a difference is the largest of what an encoder would see`() throws {
        let (a, b) = (try image([0, 0, 3, 0]), try image([1, 1, 5, -1]))
        // The blends are 0.5, 0.5, 4 and -0.5: the last two are clipped to 1 and 0.
        let other = try image([0.5, 0.25, 2, 0])
        #expect(other.largestDifference(fromBlendOf: a, with: b, share: 0.5) == 0.25)
        let below = try image([0.5, 0.5, 0.25, -7])
        #expect(below.largestDifference(fromBlendOf: a, with: b, share: 0.5) == 0.75)
    }
}
