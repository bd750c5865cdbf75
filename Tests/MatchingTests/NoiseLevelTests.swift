import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

@testable import Matching

/// Denoisers that are told a noise level, which is mixed as weights are.
struct NoiseLevelTests {
    /// FDnCNN's structure: RGB and the level to RGB.
    private static let layers = [
        ("model.0.weight", [8, 4, 3, 3]), ("model.0.bias", [8]), ("model.2.weight", [8, 8, 3, 3]),
        ("model.2.bias", [8]), ("model.4.weight", [3, 8, 3, 3]), ("model.4.bias", [3]),
    ]

    private func network(_ level: Float, seed: UInt64 = 1) throws -> Network {
        try Network(
            TinyNetwork.make(seed: seed, layers: Self.layers),
            convention: PixelConvention.unit.with(noiseLevel: level))
    }

    private func rendered(_ networks: [Network], _ weights: [Float]) throws -> [Float] {
        let family = try NetworkFamily(networks.enumerated().map { ("n\($0)", $1) })
        let samples = (0..<3 * 24 * 20).map { Float(($0 * 37) % 101) / 101 }
        let image = try Image(width: 24, height: 20, channels: 3, samples: samples)
        return try family.compiled(width: 24, height: 20).makeWorker().render(
            image, weights: weights
        ).samples
    }

    static let mixtures: [(weights: [Float], level: Float)] = [
        ([1, 0], 5), ([0, 1], 50), ([0.25, 0.75], 38.75), ([0.5, 0.5], 27.5),
    ]

    @Test(arguments: mixtures)
    func `two levels of one network mix to the level between`(weights: [Float], level: Float) throws
    {
        let mixed = try rendered([network(5), network(50)], weights)
        let told = try rendered([network(level)], [1])
        let farther = try rendered([network(level + 20)], [1])
        let distance = zip(mixed, told).map { abs($0 - $1) }.max() ?? 1
        #expect(distance < 1e-6)
        #expect(zip(farther, told).contains { abs($0 - $1) > 1e-3 })
    }

    @Test func `a baked mixture states its level`() throws {
        let family = try NetworkFamily([("a", network(10)), ("b", network(50, seed: 2))])
        #expect(family.metadata(mixing: [0.75, 0.25])["input"] == "RGB 0…1, noise 20")
        #expect(try family.tensors(mixing: [0.75, 0.25]).count == Self.layers.count)
    }
}
