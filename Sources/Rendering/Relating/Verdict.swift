public import Interpolation
import Weights

/// Whether a mixture of two networks can be expected to be a good network.
public struct Verdict: Sendable, Equatable {
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
    /// The layers in which distant networks are far apart, farthest first.
    public let farLayers: [String]

    /// Networks are unrelated when fewer filters than this share stand in the same order and the
    /// cosine of all layers is below ``unrelatedCosine``.
    ///
    /// Of all pairs measured those trained from one parent had 0.98 or more of their filters in order,
    /// those trained from two seeds or permuted 0.08 or less: chance leaves one a layer.
    static let unrelatedOrder = 0.5
    /// Where most weights are alike, mixtures keep what is alike whatever the order says.  The largest
    /// cosine of two networks trained apart was 0.15, from layers whose weights have one sign.
    static let unrelatedCosine = 0.5
    /// Networks are distant when a layer's cosine is below this.
    ///
    /// waifu2x noise 0 and noise 3 mix well at 0.60 in their farthest layer; a pair whose last layer
    /// was at 0.22 and all others above 0.9 showed a pattern of dots.  Between the two nothing was
    /// seen; this is the middle.
    static let distantCosine = 0.4
    /// Networks are distant when a layer has fewer of its filters than this share in the same order:
    /// related ones had 0.95 or more in every layer, a layer shuffled alone one filter or two.
    static let distantOrder = 0.5

    /// Judges by weights alone, so that the verdict is the same wherever it is asked for.
    public init(_ relatedness: Relatedness) {
        let order = "\(percent(relatedness.orderShare)) of the filters stand in the same order"
        let far = relatedness.layers.filter(Self.isFar).sorted {
            Self.closeness($0) < Self.closeness($1)
        }
        if relatedness.orderShare < Self.unrelatedOrder,
            relatedness.cosine < Self.unrelatedCosine
        {
            kind = .unrelated
            reason =
                "\(order), and the cosine of their weights is \(hundredths(relatedness.cosine))"
            farLayers = []
        } else if let farthest = far.first {
            kind = .distant
            let rest =
                far.count == 1
                ? "" : " and \(far.count - 1) more of \(relatedness.layers.count) layers"
            reason = "expect artefacts in \(Self.text(farthest))\(rest)"
            farLayers = far.map(\.name)
        } else {
            kind = .related
            let lowest = relatedness.layers.min { $0.cosine < $1.cosine }
            reason =
                order
                + (lowest.map { ", and no layer's cosine is below \(hundredths($0.cosine))" } ?? "")
            farLayers = []
        }
    }

    private static func isFar(_ layer: LayerRelation) -> Bool {
        layer.cosine < distantCosine || layer.orderShare < distantOrder
    }

    private static func closeness(_ layer: LayerRelation) -> Double {
        min(layer.cosine, layer.orderShare)
    }

    private static func text(_ layer: LayerRelation) -> String {
        "\(printable(shortened(layer.name))) (cosine \(hundredths(layer.cosine)), \(layer.filtersInPlace) of "
            + "\(layer.filterCount) filters in order)"
    }
}

extension Verdict: CustomStringConvertible {
    /// The kind and the reason, as `distant: expect artefacts in conv9 (cosine 0.22, …)`.
    public var description: String { "\(kind.rawValue): \(reason)" }
}

/// Two decimals, never with a comma; of −1…1.
private func hundredths(_ value: Double) -> String {
    let count = Int((abs(value) * 100).rounded())
    let digits = String(count % 100 + 100).dropFirst()
    return "\(value < 0 && count > 0 ? "-" : "")\(count / 100).\(digits)"
}

/// A share in whole percent, 100 only for all.
private func percent(_ share: Double) -> String { "\(Int(share * 100 + 1e-9)) %" }
