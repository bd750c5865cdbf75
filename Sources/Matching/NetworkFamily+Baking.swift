import Graphs
import Imaging
package import Inference
import Networks
package import Weights

/// A mixture as the tensors of one file.
extension NetworkFamily {
    /// θ = Σ αᵢ θᵢ under the names of the first member's file; tensors that others have not stay the
    /// first's.
    ///
    /// - Parameter weights: α, one a member.
    /// - Throws: `Network.SharedTensor` where the first file keeps once what another keeps twice.
    package func tensors(mixing weights: [Float]) throws -> [String: Tensor] {
        var tensors = members[0].tensors
        for (name, partners) in try partners() {
            tensors[name] = weightedSum(partners, weights: weights)
        }
        return tensors
    }

    /// Every member's tensors for each name of the first network's file that has partners in all.
    private func partners() throws -> [String: [Tensor]] {
        let names = members[0].tensors.keys.filter { name in
            members.allSatisfy { $0.tensors[name]?.shape == members[0].tensors[name]?.shape }
        }
        guard names.count < members[0].tensors.count else {
            return Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, members.compactMap { $0.tensors[name] })
                })
        }
        return try partnersBySlot()
    }

    /// Partners by their place in the graph, for files that name their tensors differently.
    private func partnersBySlot() throws -> [String: [Tensor]] {
        let graphs = try members.map { try $0.sampleGraph(side: 64) }
        var partners: [String: [Tensor]] = [:]
        for slot in graphs[0].parameters.indices {
            let name = graphs[0].parameters[slot].name
            let tensors = zip(members, graphs).compactMap {
                $0.tensors[$1.parameters[slot].name]
            }
            // A noise level is in no file.
            guard !tensors.isEmpty else { continue }
            let fits = tensors.allSatisfy { $0.shape == tensors[0].shape }
            guard fits, partners[name].map({ $0 == tensors }) ?? true else {
                throw Network.SharedTensor(name: name)
            }
            partners[name] = tensors
        }
        return partners
    }

    /// The members' colours, with the noise level that the mixture is told.
    private func convention(mixing shares: [Double]) -> PixelConvention {
        let levels = zip(members, shares).compactMap { member, share in
            member.convention.noiseLevel.map { Double($0) * share }
        }
        guard !levels.isEmpty else { return members[0].convention }
        return members[0].convention.with(noiseLevel: Float(levels.reduce(0, +)))
    }

    /// What the mixture's file states: all metadata in which the members agree, the licences and authors of
    /// all, the colours and statistics, and the shares.
    ///
    /// - Parameter shares: one a member.
    package func metadata(mixing shares: [Double]) -> [String: String] {
        let all = members.map(\.metadata)
        var result = all[0].filter { key, value in all.allSatisfy { $0[key] == value } }
        for key in ["license", "licence", "author", "copyright"] {
            let values = all.compactMap { $0[key] }
            guard !values.isEmpty else { continue }
            let distinct = values.indices.filter { !values[..<$0].contains(values[$0]) }
            result[key] = distinct.map { values[$0] }.joined(separator: "; ")
        }
        result["input"] = "\(convention(mixing: shares))"
        result["output"] = nil
        if let statistics = members[0].statistics {
            result[Network.statisticsKey] = statistics.rawValue
        }
        let parts = zip(names, shares).map { "\($0) \($1)" }
        result["mixture"] = parts.joined(separator: ", ")
        return result
    }
}
