import BuiltinNetworks
import Foundation
import Imaging
import Networks
import Testing
import Weights

@testable import Inference

/// The networks that ship against PyTorch (BuiltinNetworksTests/Fixtures/make_reference.py).
struct BuiltinFamilyTests {
    @Test(arguments: BuiltinNetworks.families)
    func `a family that ships gives what PyTorch gives, to 1e-5 of the range`(
        family: String
    ) throws {
        let reference = try Reference(family)
        #expect(reference.mixtures.count == reference.family.names.count + 1)
        for (output, weights) in reference.mixtures {
            let differences = try reference.differences(output, weights, .f32)
            let largest = try #require(differences.map(abs).max())
            #expect(largest < 1e-5, "\(output)")
        }
    }

    @Test func `painters with products of bfloat16 are over 45 dB from it`() throws {
        guard try OneDNNEngine().hasBF16 else {
            print("skipped: this processor does not multiply bfloat16")
            return
        }
        let reference = try Reference("painters")
        for (output, weights) in reference.mixtures {
            let differences = try reference.differences(output, weights, .bf16)
            let square = differences.reduce(0) { $0 + Double($1) * Double($1) }
            let decibels = 10 * log10(Double(differences.count) / square)
            #expect(decibels > 45 && decibels < 100, "\(output)")
        }
    }
}

/// A family that ships, and what PyTorch makes of a picture with it.
private struct Reference {
    let family: NetworkFamily
    private let tensors: Checkpoint

    init(_ name: String) throws {
        let names = try BuiltinNetworks.names.filter {
            try BuiltinNetworks.network(named: $0).family == name
        }
        family = try NetworkFamily(
            names.map { ($0, try Network(BuiltinNetworks.read(named: $0))) })
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../BuiltinNetworksTests/Fixtures/\(name)-reference.safetensors")
        tensors = try Checkpoint(safetensorsFile: fixtures.standardized.path)
    }

    /// The names of the outputs, and α, one a member.
    var mixtures: [(output: String, weights: [Float])] {
        tensors.names.filter { $0 != "x" }.sorted().map { output in
            let mixed = output.replacing("dni0.5.", with: "").replacing("y.", with: "")
                .split(separator: "+").map(String.init)
            return (
                output, family.names.map { mixed.contains($0) ? 1 / Float(mixed.count) : 0 }
            )
        }
    }

    /// Of our output from PyTorch's, sample by sample.
    func differences(
        _ output: String, _ weights: [Float], _ precision: Precision
    ) throws -> [Float] {
        let (x, y) = (try #require(tensors["x"]), try #require(tensors[output]))
        let picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
        let worker = try family.compiled(
            width: picture.width, height: picture.height, precision: precision
        ).makeWorker()
        let found = try worker.render(picture, weights: weights)
        try #require(found.samples.count == y.elementCount)
        return zip(found.samples, y.values).map { $0 - $1 }
    }
}
