import BuiltinNetworks
import Foundation
import Imaging
import Inference
import Networks
import Testing
import Weights

/// The painters that ship against PyTorch (BuiltinNetworksTests/Fixtures/make_reference.py).
struct BuiltinPainterTests {
    static let names = ["monet", "vangogh", "cezanne", "ukiyoe"]

    @Test(
        arguments: names.map { ("y.\($0)", [$0]) } + [
            ("dni0.5.monet+vangogh", ["monet", "vangogh"])
        ])
    func `a painter that ships gives what PyTorch gives, to 1e-5 of the range`(
        output: String, networks: [String]
    ) throws {
        let family = try NetworkFamily(
            Self.names.map { ($0, try Network(BuiltinNetworks.read(named: $0))) })
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../BuiltinNetworksTests/Fixtures/painters-reference.safetensors")
        let reference = try Checkpoint(safetensorsFile: fixtures.standardized.path)
        let (x, y) = (try #require(reference["x"]), try #require(reference[output]))
        let picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
        let worker = try family.prepared(width: picture.width, height: picture.height).makeWorker()
        let weights = Self.names.map { networks.contains($0) ? 1 / Float(networks.count) : 0 }
        let painted = try worker.render(picture, weights: weights)
        #expect(painted.samples.count == y.elementCount)
        let largest = zip(painted.samples, y.values).map { abs($0 - $1) }.max() ?? .infinity
        #expect(largest < 1e-5)
    }
}
