import Foundation
import Matching
import Rendering

/// A comparison as JSON.
///
/// `{"comparisons": [{"first", "second", "verdict": "related" | "distant" | "unrelated", "reason",
/// "far_layers": [name], "cosine", "order_share", "aligned_cosine", "repairable", "brightness",
/// "contrast", "layers": [{"name", "filters", "filters_in_order", "assignment_gain", "cosine",
/// "distance", "variance"}]}]}`, where brightness, contrast and variance are `{"first", "midpoint",
/// "second"}`.  Values that were not measured, and infinite distances, are null.
struct ComparisonDocument: Encodable {
    struct Triple: Encodable {
        let first: Double
        let midpoint: Double
        let second: Double

        init(_ triple: Comparison.Triple) {
            (first, midpoint, second) = (triple.first, triple.midpoint, triple.second)
        }
    }

    struct Layer: Encodable {
        let name: String
        let filters: Int
        let filtersInOrder: Int
        let assignmentGain: Double
        let cosine: Double
        @Nullable var distance: Double?
        let variance: Triple
    }

    let first: String
    let second: String
    let verdict: String
    let reason: String
    let farLayers: [String]
    let cosine: Double
    let orderShare: Double
    @Nullable var alignedCosine: Double?
    let repairable: Bool
    @Nullable var brightness: Triple?
    @Nullable var contrast: Triple?
    let layers: [Layer]

    private init(_ comparison: Comparison) {
        (first, second) = comparison.names
        verdict = comparison.compatibility.kind.rawValue
        reason = comparison.compatibility.reason
        farLayers = comparison.compatibility.farLayers
        cosine = comparison.similarity.cosine
        orderShare = comparison.similarity.orderShare
        alignedCosine = comparison.alignedCosine
        repairable = comparison.isRepairable
        brightness = comparison.pictures.map { Triple($0.brightness) }
        contrast = comparison.pictures.map { Triple($0.contrast) }
        layers = zip(comparison.similarity.layers, comparison.variances).map { layer, variance in
            Layer(
                name: layer.name, filters: layer.filterCount, filtersInOrder: layer.filtersInPlace,
                assignmentGain: layer.assignmentGain, cosine: layer.cosine,
                distance: Nullable(
                    wrappedValue: layer.distance.isFinite ? layer.distance : nil),
                variance: Triple(variance))
        }
    }

    /// The text of several comparisons, keys sorted.
    static func json(_ comparisons: [Comparison]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Networks that have nothing in common may overflow.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let document = ["comparisons": comparisons.map(Self.init)]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
