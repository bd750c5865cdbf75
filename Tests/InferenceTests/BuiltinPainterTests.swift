import BuiltinNetworks
import Foundation
import Imaging
import Networks
import Testing
import Weights

@testable import Inference

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
        let differences = try differences(output, networks, .f32)
        #expect(differences.allSatisfy { abs($0) < 1e-5 })
    }

    @Test(arguments: names)
    func `with products of bfloat16 it is over 45 dB from it`(name: String) throws {
        guard try OneDNNEngine().hasBF16 else {
            print("skipped: this processor does not multiply bfloat16")
            return
        }
        let differences = try differences("y.\(name)", [name], .bf16)
        let square = differences.reduce(0) { $0 + Double($1) * Double($1) }
        let decibels = 10 * log10(Double(differences.count) / square)
        #expect(decibels > 45 && decibels < 100)
    }

    /// From PyTorch's output, sample by sample.
    private func differences(
        _ output: String, _ networks: [String], _ precision: Precision
    ) throws -> [Float] {
        let family = try NetworkFamily(
            Self.names.map { ($0, try Network(BuiltinNetworks.read(named: $0))) })
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../BuiltinNetworksTests/Fixtures/painters-reference.safetensors")
        let reference = try Checkpoint(safetensorsFile: fixtures.standardized.path)
        let (x, y) = (try #require(reference["x"]), try #require(reference[output]))
        let picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
        let worker = try family.prepared(
            width: picture.width, height: picture.height, precision: precision
        ).makeWorker()
        let weights = Self.names.map { networks.contains($0) ? 1 / Float(networks.count) : 0 }
        let painted = try worker.render(picture, weights: weights)
        try #require(painted.samples.count == y.elementCount)
        return zip(painted.samples, y.values).map { $0 - $1 }
    }
}
