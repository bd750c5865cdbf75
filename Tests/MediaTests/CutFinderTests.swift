import Fixtures
import Imaging
import Testing

@testable import Media

/// Where shots begin.
struct CutFinderTests {
    /// The numbers of the images that begin a shot other than the first.
    private static func cuts(_ images: [Image]) -> [Int] {
        var finder = CutFinder()
        var cuts = images.indices.filter { finder.add(images[$0]) }.map { $0 - 1 }
        if finder.isCutAtEnd { cuts.append(images.count - 1) }
        return cuts
    }

    private static func grey(_ level: Float, noise: Float = 0, seed: UInt64 = 0) throws -> Image {
        var random = RandomNumbers(seed: seed)
        let samples = (0..<3 * 64 * 36).map { _ in level + noise * random.float() }
        return try Image(width: 64, height: 36, samples: samples)
    }

    @Test func `a cut is a step, and a flash is none`() throws {
        let (dark, light) = (try Self.grey(0.2), try Self.grey(0.7))
        #expect(Self.cuts([]) == [])
        #expect(Self.cuts([dark]) == [])
        #expect(Self.cuts([dark, dark, light, light]) == [2])
        #expect(Self.cuts([dark, light]) == [1])
        #expect(Self.cuts([dark, dark, light, dark, dark]) == [])
        #expect(Self.cuts([dark, light, light, dark, dark, light]) == [1, 3, 5])
        #expect(Self.cuts([dark, try Self.grey(0.23)]) == [])
    }

    @Test func `neither noise nor a fade is a cut`() throws {
        let noisy = try (0..<20).map { try Self.grey(0.5, noise: 0.5, seed: $0) }
        #expect(Self.cuts(noisy) == [])
        let fade = try (0..<10).map { try Self.grey(0.1 * Float($0)) }
        #expect(Self.cuts(fade) == [])
    }
}
