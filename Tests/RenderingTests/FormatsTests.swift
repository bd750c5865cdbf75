import Fixtures
import Foundation
import Imaging
import Inference
import Networks
import Presets
import Testing
import Weights

@testable import Rendering

/// One network in every format that networks travel in (Fixtures/formats.py).
struct FormatsTests {
    /// With the tolerance, relative to the range: ncnn's own converter may round once more.
    static let files = [
        "compact.safetensors", "compact.half.safetensors", "compact.pth", "compact.legacy.pth",
        "wrapped.pth", "compact.onnx", "compact.dynamo.onnx", "compact.param",
        "compact.half.param",
    ]

    private static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name)").path
    }

    private func picture(_ file: String) throws -> Image {
        let network = try Network.read(NetworkReference(Self.path(file)))
        #expect(network.convention == .unit)
        let reference = try Checkpoint(safetensorsFile: Self.path("picture.safetensors"))
        let x = try #require(reference["x"])
        let picture = try Image(width: 12, height: 9, samples: x.values)
        let family = try NetworkFamily([("it", network)])
        #expect(family.sizeRule == SizeRule(scale: 2, multiple: 1))
        return try family.compiled(width: 12, height: 9).makeWorker()
            .render(picture, weights: [1])
    }

    @Test("the picture is the one that PyTorch makes", arguments: files)
    func equalsPyTorch(file: String) throws {
        let reference = try Checkpoint(safetensorsFile: Self.path("picture.safetensors"))
        let expected = try #require(reference["y"])
        let found = try picture(file)
        #expect(found.width == 24 && found.height == 18)
        let range = (expected.values.max() ?? 0) - (expected.values.min() ?? 0)
        let largest = zip(found.samples, expected.values).map { abs($0 - $1) }.max() ?? .infinity
        #expect(largest < 1e-5 * range, "\(largest) of \(range)")
    }

    @Test("files of tensors alone give the same bits", arguments: files[1...4])
    func sameBits(file: String) throws {
        #expect(try picture(file) == picture("compact.safetensors"))
    }
}
