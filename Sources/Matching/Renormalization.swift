package import Graphs
import Imaging
import Networks
package import Weights

/// A mixture's parameters with every layer's output brought to the mean and deviation that lie
/// between those of the ends.
///
/// The mixture of two networks whose channels fit each other badly loses variance layer by layer; to
/// put it back repairs much of the mixture (REPAIR, Jordan et al., arXiv 2211.08403).  For channel c
/// of a layer, measured at the ends and at the mixture, whose earlier layers are corrected already:
/// y′ = r y + t with r = ((1 − α) σ₁ + α σ₂) / σ and t = (1 − α) μ₁ + α μ₂ − r μ, which goes into the
/// layer's weights and bias or into the batch normalization's γ and β.  At α 0 and 1 nothing changes.
///
/// Layers whose output is normalized by its own statistics lose nothing and stay; so do those that
/// have no bias.
package struct Renormalization: Sendable {
    /// A node whose output can be corrected by its parameters.
    private struct Site {
        /// Slots multiplied by r, with the axis of the channels.
        let factors: [(slot: Int, axis: Int)]
        /// Slot multiplied by r and shifted by t.
        let shift: Int
    }

    private let run: ActivationRun
    private let pictures: [Tensor]
    private let ends: (first: [Tensor], second: [Tensor])
    private let sites: [Int: Site]
    private let moments: (first: [Int: ChannelMoments], second: [Int: ChannelMoments])

    /// How many layers can be corrected.
    package var siteCount: Int { sites.count }

    /// Measures both ends.
    ///
    /// - Parameters:
    ///   - first: parameters by slot; `second` likewise, its channels aligned to the first's.
    ///   - images: inputs as ``ActivationRun/run(parameters:images:visit:)`` takes them.
    package init(_ graph: Graph, first: [Tensor], second: [Tensor], pictures: [Tensor]) {
        run = ActivationRun(graph)
        self.pictures = pictures
        ends = (first, second)
        sites = Self.sites(graph)
        moments = (
            Self.moments(run, first, pictures, at: sites),
            Self.moments(run, second, pictures, at: sites)
        )
    }

    /// Parameters by slot that stand for a mixture.
    ///
    /// - Parameters:
    ///   - mixture: (1 − α) θ₁ + α θ₂.
    ///   - alpha: α, 0…1.
    package func corrected(_ mixture: [Tensor], alpha: Double) -> [Tensor] {
        var result = mixture
        _ = run.run(parameters: mixture, pictures: pictures) { node, values in
            guard let site = sites[node], let a = moments.first[node], let b = moments.second[node]
            else { return }
            let found = ChannelMoments(values)
            var (factors, shifts): ([Float], [Float]) = ([], [])
            for channel in found.means.indices {
                let deviation = (1 - alpha) * a.deviations[channel] + alpha * b.deviations[channel]
                let mean = (1 - alpha) * a.means[channel] + alpha * b.means[channel]
                // A channel that is the same everywhere has no deviation to put back.
                let isFlat = found.deviations[channel] <= 1e-6 * abs(found.means[channel]) + 1e-12
                let factor = isFlat ? 1 : deviation / found.deviations[channel]
                factors.append(Float(factor))
                shifts.append(Float(mean - factor * found.means[channel]))
            }
            for (slot, axis) in site.factors {
                result[slot] = result[slot].scaled(along: axis, by: factors)
            }
            result[site.shift] = result[site.shift].scaled(along: 0, by: factors, adding: shifts)
            for index in values.indices {
                values[index] = values[index].scaled(along: 1, by: factors, adding: shifts)
            }
        }
        return result
    }

    private static func sites(_ graph: Graph) -> [Int: Site] {
        var readers: [Int: [Operation]] = [:]
        for node in graph.nodes {
            for input in node.inputs { readers[input, default: []].append(node.operation) }
        }
        var sites: [Int: Site] = [:]
        for (index, node) in graph.nodes.enumerated() {
            let isNormalized = readers[index + 1, default: []].contains(where: \.isNormalization)
            switch node.operation {
            case .convolution(let operation):
                guard let bias = operation.bias, !isNormalized else { continue }
                sites[index] = Site(factors: [(operation.weight, 0)], shift: bias)
            case .transposedConvolution(let operation):
                guard let bias = operation.bias, !isNormalized, operation.groups == 1 else {
                    continue
                }
                sites[index] = Site(factors: [(operation.weight, 1)], shift: bias)
            case .batchNormalization(let operation):
                guard let scale = operation.scale, let shift = operation.shift,
                    operation.statistics == .stored
                else { continue }
                sites[index] = Site(factors: [(scale, 0)], shift: shift)
            case .matrixProduct, .pooling, .reduction, .instanceNormalization, .groupNormalization,
                .layerNormalization, .softmax, .activation, .parametricReLU, .arithmetic, .padding,
                .nearestUpsampling, .resizing, .pixelShuffle, .pixelUnshuffle, .concatenation,
                .slicing, .selection, .transposition, .reshaping, .parameter, .fill:
                continue
            }
        }
        return sites
    }

    private static func moments(
        _ run: ActivationRun, _ parameters: [Tensor], _ pictures: [Tensor], at sites: [Int: Site]
    ) -> [Int: ChannelMoments] {
        var moments: [Int: ChannelMoments] = [:]
        _ = run.run(parameters: parameters, pictures: pictures) { node, values in
            if sites[node] != nil { moments[node] = ChannelMoments(values) }
        }
        return moments
    }
}

extension Operation {
    fileprivate var isNormalization: Bool {
        switch self {
        case .instanceNormalization, .batchNormalization, .groupNormalization, .layerNormalization:
            true
        case .convolution, .transposedConvolution, .matrixProduct, .pooling, .reduction, .softmax,
            .activation, .parametricReLU, .arithmetic, .padding, .nearestUpsampling, .resizing,
            .pixelShuffle, .pixelUnshuffle, .concatenation, .slicing, .selection, .transposition,
            .reshaping, .parameter, .fill:
            false
        }
    }
}

extension Tensor {
    /// Each place along an axis multiplied by its factor, then shifted by its shift.
    fileprivate func scaled(
        along axis: Int, by factors: [Float], adding shifts: [Float]? = nil
    ) -> Tensor {
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result = values
        for index in result.indices {
            let place = index / inner % shape[axis]
            result[index] = result[index] * factors[place] + (shifts?[place] ?? 0)
        }
        return Tensor(shape: shape, values: result)
    }
}
