public import Inference
import Matching

extension NetworkFamily {
    /// What a user should hear of before networks are mixed: a line for every pair that is mixed and
    /// distant, or that is unrelated where that is allowed.
    ///
    /// Looks at pairs that some mixture has parts of both of, each pair once, by the same measures as
    /// ``Comparison``: the filters' best order, and the ends and the midpoint on three pictures of 32
    /// pixels square, together about the work of one frame of 96 by 96 pixels.
    ///
    /// - Parameter mixtures: α, one a member.
    /// - Throws: ``RenderError/unrelated(first:second:reason:)``, and `GraphError` and
    ///   `InferenceError` where networks cannot be compared.
    public func warnings(
        mixing mixtures: some Sequence<[Float]>, allowingUnrelated: Bool = false
    ) throws -> [String] {
        var warnings: [String] = []
        for (a, b) in mixedPairs(mixtures) {
            let compatibility = try NetworkPair(members[a], members[b]).compatibility
            switch compatibility.kind {
            case .related: continue
            case .unrelated where !allowingUnrelated:
                throw RenderError.unrelated(
                    first: names[a], second: names[b], reason: compatibility.reason)
            case .distant, .unrelated:
                warnings.append("\(names[a]) and \(names[b]) are \(compatibility)")
            }
        }
        return warnings
    }

    /// The members that some mixture has parts of both of, in their order.
    private func mixedPairs(_ mixtures: some Sequence<[Float]>) -> [(Int, Int)] {
        let pairs = members.indices.flatMap { a in
            members.indices.filter { $0 > a }.map { (a, $0) }
        }
        var isMixed = [Bool](repeating: false, count: pairs.count)
        for weights in mixtures where weights.count(where: { $0 != 0 }) > 1 {
            for (index, pair) in pairs.enumerated() where !isMixed[index] {
                isMixed[index] = weights[pair.0] != 0 && weights[pair.1] != 0
            }
            if isMixed.allSatisfy(\.self) { break }
        }
        return pairs.indices.filter { isMixed[$0] }.map { pairs[$0] }
    }
}

extension PictureApplication {
    /// ``Inference/NetworkFamily/warnings(mixing:allowingUnrelated:)`` for its mixture; none where images are blended.
    public func mixingWarnings(allowingUnrelated: Bool = false) throws -> [String] {
        guard mixing.mixesWeights else { return [] }
        return try family.warnings(
            mixing: [family.weights(of: mixture)], allowingUnrelated: allowingUnrelated)
    }
}

extension BakedNetwork {
    /// ``Inference/NetworkFamily/warnings(mixing:allowingUnrelated:)`` for its mixture.
    public func mixingWarnings(allowingUnrelated: Bool = false) throws -> [String] {
        try family.warnings(
            mixing: [family.weights(of: mixture)], allowingUnrelated: allowingUnrelated)
    }
}

extension RenderPlan {
    /// ``Inference/NetworkFamily/warnings(mixing:allowingUnrelated:)`` for the frames to render;
    /// none where images are blended.
    public func mixingWarnings(allowingUnrelated: Bool = false) throws -> [String] {
        guard mixing.mixesWeights else { return [] }
        return try family.warnings(
            mixing: counts.mixtures, allowingUnrelated: allowingUnrelated)
    }
}
