import Fixtures
import Graphs
import Imaging
import Inference
import Matching
import Networks
import Presets
import Testing
import Weights

@testable import Rendering

struct ComparisonTests {
    @Test("networks of one parent are related, of none unrelated, and the words say so")
    func verdicts() throws {
        let a = try network(seed: 1)
        let related = try Comparison(("a", a), ("b", network(seed: 2)))
        #expect(related.compatibility.kind == .related)
        #expect(related.alignedCosine == nil)
        #expect(!related.isRepairable)
        let apart = try Comparison(
            ("a", network(seed: 1, kinship: 0)), ("c", network(seed: 3, kinship: 0)))
        #expect(apart.compatibility.kind == .unrelated)
        #expect(apart.names == ("a", "c"))
        #expect(apart.variances.count == apart.similarity.layers.count)
    }

    @Test("a network beside itself is the same in every measure")
    func same() throws {
        let a = try network(seed: 1)
        let comparison = try Comparison(("a", a), ("a", a))
        #expect(comparison.similarity.cosine == 1)
        #expect(comparison.similarity.orderShare == 1)
        #expect(comparison.variances.allSatisfy { abs($0.ratio - 1) < 1e-6 })
        let pictures = try #require(comparison.pictures)
        #expect(abs(pictures.brightness.ratio - 1) < 1e-5)
        #expect(abs(pictures.contrast.ratio - 1) < 1e-5)
    }

    @Test("calibration pictures are colours, differ, and are always the same")
    func pictures() throws {
        let pictures = try CalibrationPictures.all(side: 32)
        #expect(pictures.flatMap(\.samples).allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect(pictures.allSatisfy { $0.width == 32 && $0.height == 32 && $0.channels == 3 })
        #expect(pictures[0] != pictures[1] && pictures[1] != pictures[2])
        #expect(try CalibrationPictures.all(side: 32) == pictures)
        // A rising grey: the first picture's red at the middle of column k is (k + ½) / 32.
        #expect(pictures[0].samples[31] == Float(31.5 / 32))
    }

    @Test("only members that a mixture has parts of both of are looked at")
    func mixedPairs() throws {
        let family = try NetworkFamily([
            ("a", network(seed: 1)), ("b", network(seed: 2)),
            ("c", network(seed: 3, kinship: 0)),
        ])
        #expect(try family.warnings(mixing: [[1, 0, 0], [0, 0, 1], [0.5, 0.5, 0]]) == [])
        let error = #expect(throws: RenderError.self) {
            try family.warnings(mixing: [[0.5, 0.5, 0], [0, 0.5, 0.5]])
        }
        #expect(error?.description.hasPrefix("c: unrelated to b: ") == true)
        #expect(error.map { Failure($0).kind } == .badData)
        let warnings = try family.warnings(mixing: [[0.3, 0, 0.7]], allowingUnrelated: true)
        #expect(warnings.count == 1)
        #expect(warnings.first?.hasPrefix("a and c are unrelated: ") == true)
    }

    @Test("the painters that ship are related", .enabled(if: RealData.isThere))
    func shipped() throws {
        let networks = try ["monet", "vangogh"].map {
            (name: $0, network: try Network.read(NetworkReference("builtin:\($0)")))
        }
        #expect(try Comparison(networks[0], networks[1]).compatibility.kind == .related)
    }

    @Test(
        "published painters are related", .enabled(if: RealData.isThere, "needs the real data"))
    func published() throws {
        let networks = try ["monet", "ukiyoe"].map {
            let path = RealData.path("networks/painters/\($0).onnx")
            return (name: $0, network: try Network.read(NetworkReference(path)))
        }
        #expect(try Comparison(networks[0], networks[1]).compatibility.kind == .related)
    }

    @Test(
        "the compatibility on published pairs is what their mixtures do",
        .enabled(if: RealData.isThere, "needs the real data"),
        arguments: [
            (
                "denoise/dncnn-sigma10.onnx", "denoise/dncnn-sigma25.onnx",
                Compatibility.Kind.related
            ),
            (
                "waifu2x-upconv7/noise0_scale2.0x.param", "waifu2x-upconv7/noise3_scale2.0x.param",
                .related
            ),
            ("unrelated/dncnn-gray-sigma15.onnx", "unrelated/dncnn-gray-sigma50.onnx", .unrelated),
        ])
    func pairs(first: String, second: String, kind: Compatibility.Kind) throws {
        let networks = try [first, second].map {
            try Network.read(NetworkReference(RealData.path("networks/\($0)")))
        }
        #expect(try NetworkPair(networks[0], networks[1]).compatibility.kind == kind)
    }

    private func network(seed: UInt64, kinship: Float = 0.7) throws -> Network {
        try Network(TinyNetwork.make(seed: seed, channels: [8, 12, 16], kinship: kinship))
    }
}
