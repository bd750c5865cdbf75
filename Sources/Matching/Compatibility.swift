import Graphs
import Weights

/// Whether a mixture of two networks can be expected to be a good network.
public struct Compatibility: Sendable, Equatable {
    /// From good to hopeless.
    public enum Kind: String, Sendable {
        /// Trained from one parent: every mixture works.
        case related
        /// Trained from one parent, but in some layers far apart: mixtures show artefacts.
        case distant
        /// Trained apart, or in another order: mixtures compute nothing.
        case unrelated
    }

    public let kind: Kind
    /// Why, in one line: for distant networks in which layers, and by which measure.
    public let reason: String
    /// The layers in which networks are far apart, farthest first; none for related ones.
    public let farLayers: [String]

    /// Networks are unrelated when fewer filters than this share stand in the same order and the
    /// cosine of all layers is below ``unrelatedCosine``.
    ///
    /// Of all pairs measured those trained from one parent, or from one initialisation, had 0.98 or
    /// more of their filters in order, those trained from two seeds or permuted 0.1 or less: chance
    /// leaves one a layer.
    static let unrelatedOrder = 0.5
    /// Where most weights are alike, mixtures keep what is alike whatever the order says.
    static let unrelatedCosine = 0.5
    /// Networks are unrelated below this cosine of all layers, whatever the order says.
    ///
    /// Two networks trained apart were at 0.15 at most, from layers whose weights have one sign, and
    /// at 0.16 when aligned, which puts filters in order that have nothing in common; of one parent
    /// at 0.6 or more, of one initialisation at 0.5 or more.
    static let foreignCosine = 0.3
    /// Networks are distant when a layer's cosine is below this.
    ///
    /// waifu2x noise 0 and noise 3 mix well at 0.60 in their farthest layer; a pair whose last layer
    /// was at 0.22 and all others above 0.9 showed a pattern of dots.  Between the two nothing was
    /// seen; this is the middle.
    static let distantCosine = 0.4
    /// Networks are distant when a layer has fewer of its filters than this share in the same order:
    /// related ones had 0.95 or more in every layer, a layer shuffled alone one filter or two.
    static let distantOrder = 0.5
    /// Networks are distant when the midpoint keeps less of a layer's variance than this, relative to
    /// the geometric mean of the ends'.
    ///
    /// The weights do not tell: DnCNN for noise 10 and 25 mix well at a cosine of 0.77 and keep 0.70,
    /// denoisers of one initialisation trained apart lose 6 dB at 0.78 and keep 0.47.  Good pairs kept
    /// 0.67 or more.
    static let distantVariance = 0.55

    /// Judges weights, and what the midpoint keeps of each layer's variance.
    ///
    /// - Parameter variances: one a layer, on ``CalibrationImages``.
    public init(_ similarity: Similarity, variances: [Comparison.Triple]) {
        let order = "\(percent(similarity.orderShare)) of the filters stand in the same order"
        let layers = zip(similarity.layers, variances).map(Judged.init)
        let far = layers.filter(\.isFar).sorted { $0.closeness < $1.closeness }
        farLayers = far.map(\.layer.name)
        if similarity.cosine < Self.foreignCosine
            || similarity.orderShare < Self.unrelatedOrder
                && similarity.cosine < Self.unrelatedCosine
        {
            kind = .unrelated
            reason = "\(order), the cosine of their weights is \(hundredths(similarity.cosine))"
        } else if let farthest = far.first {
            kind = .distant
            let rest = far.count == 1 ? "" : " and \(far.count - 1) more of \(layers.count) layers"
            reason = "expect artefacts in \(farthest)\(rest)"
        } else {
            kind = .related
            let cosine = similarity.layers.map(\.cosine).min() ?? 1
            let variance = layers.map(\.variance).min() ?? 1
            reason =
                "\(order), no layer's cosine is below \(hundredths(cosine)), no layer's variance "
                + "below \(hundredths(variance)) of the ends'"
        }
    }

    /// A layer with what the midpoint keeps of its variance.
    private struct Judged: CustomStringConvertible {
        let layer: LayerRelation
        let variance: Double

        init(_ layer: LayerRelation, _ variance: Comparison.Triple) {
            self.layer = layer
            self.variance = variance.ratio
        }

        var isFar: Bool {
            layer.cosine < distantCosine || layer.orderShare < distantOrder
                || !(variance >= distantVariance)
        }

        var closeness: Double { min(layer.cosine, layer.orderShare, variance) }

        var description: String {
            "\(printable(shortened(layer.name))) (cosine \(hundredths(layer.cosine)), "
                + "\(layer.filtersInPlace) of \(layer.filterCount) filters in order, variance "
                + "\(hundredths(variance)) of the ends')"
        }
    }
}

extension Compatibility: CustomStringConvertible {
    /// The kind and the reason, as `distant: expect artefacts in conv9 (cosine 0.22, …)`.
    public var description: String { "\(kind.rawValue): \(reason)" }
}

/// Two decimals, never with a comma.
private func hundredths(_ value: Double) -> String {
    guard abs(value) < 1e6 else { return "∞" }
    let count = Int((abs(value) * 100).rounded())
    let digits = String(count % 100 + 100).dropFirst()
    return "\(value < 0 && count > 0 ? "-" : "")\(count / 100).\(digits)"
}

/// A share in whole percent, 100 only for all.
private func percent(_ share: Double) -> String { "\(Int(share * 100 + 1e-9)) %" }
