import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

/// The published painters against what ONNX Runtime computed (shared data, reference/painters).
@Suite(
    .enabled(if: RealData.isThere, "needs the shared data (SEGUE_DATA)"))
struct PainterReferenceTests {
    static let names = ["monet", "vangogh", "cezanne", "ukiyoe"]

    let family: NetworkFamily
    let reference: Checkpoint
    let picture: Image

    init() throws {
        family = try NetworkFamily(
            Self.names.map { name in
                let file = RealData.path("networks/painters/\(name).onnx")
                return (name, try Network(ONNXModel(onnxFile: file)))
            })
        reference = try Checkpoint(
            safetensorsFile: RealData.path("reference/painters.safetensors"))
        let x = try #require(reference["x"])
        picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
    }

    @Test("every member agrees with ONNX Runtime to 1e-4", arguments: Self.names)
    func member(name: String) throws {
        let expected = try #require(reference["y.\(name)"])
        #expect(try difference([name: 1], expected) < 1e-4)
    }

    @Test("every network halfway between two members agrees with PyTorch or ONNX Runtime to 1e-4")
    func midpoints() throws {
        let midpoints = reference.names.filter { $0.hasPrefix("dni0.5.") }
        #expect(!midpoints.isEmpty)
        for name in midpoints {
            let ends = name.dropFirst("dni0.5.".count).split(separator: "+").map(String.init)
            let expected = try #require(reference[name])
            let mixture = Dictionary(uniqueKeysWithValues: ends.map { ($0, Float(0.5)) })
            let difference = try difference(mixture, expected)
            #expect(difference < 1e-4, "\(name)")
        }
    }

    private func difference(_ mixture: [String: Float], _ expected: Tensor) throws -> Float {
        let worker = try family.prepared(width: picture.width, height: picture.height).makeWorker()
        let weights = Self.names.map { mixture[$0] ?? 0 }
        let output = try worker.render(picture, weights: weights)
        #expect(output.samples.count == expected.values.count)
        let largest = zip(output.samples, expected.values).map { abs($0 - $1) }.max() ?? .infinity
        return largest
    }
}
