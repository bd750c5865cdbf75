import Foundation
import Imaging
import Inference
import Networks
import Testing
import Weights

/// The small networks of Fixtures/architectures.py through the engine that renders, and as torch's two
/// exporters write them (Fixtures/exports.py).
struct ExportTests {
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".onnx") }.sorted()

    private static var folder: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/exports").path
    }

    @Test("twelve architectures are exported, each in two ways")
    func isComplete() {
        let cases = Set(Self.files.map { String($0.prefix { $0 != "." }) })
        #expect(cases.count == 12)
        #expect(Self.files.count == 24)
    }

    @Test("an exported network computes what PyTorch computes", arguments: files)
    func exported(file: String) throws {
        let fixture = try ArchitectureFixture(String(file.prefix { $0 != "." }))
        let isGray = fixture.pictures[0].input.shape[1] == 1
        let network = try Network(
            ONNXModel(onnxFile: "\(Self.folder)/\(file)"), convention: isGray ? .unitGray : .unit)
        try Self.check(network, fixture, tolerance: 1e-5)
    }

    /// Normalizations of a few pixels, as in the smallest pictures here, magnify every rounding.
    @Test(
        "the engine that renders computes what PyTorch computes",
        arguments: ArchitectureFixture.names)
    func rendered(name: String) throws {
        let fixture = try ArchitectureTests.fixture(name)
        let usual = try Network(fixture.checkpoint).convention
        let level: Float? = usual.noiseLevel == nil ? nil : name.hasSuffix("40") ? 40 : 15
        let colours = usual.channels == 1 ? PixelConvention.unitGray : .unit
        let network = try Network(
            fixture.checkpoint, convention: colours.with(noiseLevel: level),
            statistics: ArchitectureTests.statistics(name))
        try Self.check(network, fixture, tolerance: 1e-4)
    }

    /// The values of a picture go in and out as they are, a network of one channel sees all three
    /// planes; pictures that the network would pad are left to the plain evaluation.
    static func check(
        _ network: Network, _ fixture: ArchitectureFixture, tolerance: Float
    ) throws {
        let family = try NetworkFamily([("it", network)])
        var count = 0
        for (input, expected) in fixture.pictures {
            let (height, width) = (input.shape[2], input.shape[3])
            let rule = family.sizeRule
            guard (rule.padded(height), rule.padded(width)) == (height, width) else { continue }
            count += 1
            let planes = input.shape[1] == 1 ? 3 : 1
            let picture = try Image(
                width: width, height: height,
                samples: Array([[Float]](repeating: input.values, count: planes).joined()))
            let found = try family.compiled(width: width, height: height).makeWorker()
                .render(picture, weights: [1])
            let values = [[Float]](repeating: expected.values, count: planes).joined()
            let range = (expected.values.max() ?? 0) - (expected.values.min() ?? 0)
            let largest = zip(found.samples, values).map { abs($0 - $1) }.max() ?? .infinity
            #expect(found.samples.count == values.count)
            #expect(largest <= tolerance * range, "\(width)×\(height): \(largest) of \(range)")
        }
        #expect(count > 0)
    }
}
