import Testing

@testable import Matching

struct CompatibilityTests {
    @Test("close layers in order that keep their variance are related")
    func related() {
        let compatibility = make([(0.61, 1), (0.9, 1)], variance: 0.7)
        #expect(compatibility.kind == .related)
        #expect(compatibility.farLayers == [])
        #expect(
            compatibility.description
                == "related: 100 % of the filters stand in the same order, no layer's cosine is below "
                + "0.61, no layer's variance below 0.70 of the ends'")
    }

    @Test("one far layer among close ones is named")
    func farLayer() {
        let compatibility = make([(0.99, 1), (0.217, 1), (0.99, 1)], variance: 1)
        #expect(compatibility.kind == .distant)
        #expect(compatibility.farLayers == ["layer1"])
        #expect(
            compatibility.reason
                == "expect artefacts in layer1 (cosine 0.22, 16 of 16 filters in order, variance 1.00 "
                + "of the ends')")
    }

    @Test("a layer out of order, or one whose variance is lost, is far")
    func otherMeasures() {
        #expect(make([(0.9, 1), (0.9, 0.25)], variance: 1).farLayers == ["layer1"])
        let lost = make([(0.78, 1), (0.7, 1)], variance: 0.47)
        #expect(lost.kind == .distant)
        #expect(lost.farLayers == ["layer0", "layer1"])
        #expect(lost.reason.hasSuffix("and 1 more of 2 layers"))
    }

    @Test("networks without a common order or direction are unrelated")
    func unrelated() {
        #expect(make([(0.1, 0), (0.4, 0.1)], variance: 1).kind == .unrelated)
        // Aligned, but with nothing in common.
        #expect(make([(0.16, 0.9), (0.16, 0.9)], variance: 1).kind == .unrelated)
        // Out of order, but alike: whatever they share survives.
        #expect(make([(0.9, 0), (0.9, 0)], variance: 1).kind == .distant)
    }

    /// Layers of 16 filters with a cosine and a share in order.
    private func make(_ layers: [(cosine: Double, order: Double)], variance: Double)
        -> Compatibility
    {
        let relations = layers.enumerated().map { index, layer in
            LayerRelation(
                name: "layer\(index)", filterCount: 16, filtersInPlace: Int(layer.order * 16),
                cosine: layer.cosine)
        }
        let triple = Comparison.Triple(first: 1, midpoint: variance, second: 1)
        return Compatibility(
            Similarity(relations), variances: Array(repeating: triple, count: layers.count))
    }
}
