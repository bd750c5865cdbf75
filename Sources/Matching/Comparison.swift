import Graphs
package import Imaging
import Inference
public import Networks
import Weights

/// How two networks stand to each other: their weights, what their midpoint does to images, and
/// whether reordering channels would bring them together.
public struct Comparison: Sendable {
    /// A number of the first network, of the midpoint ½ θ₁ + ½ θ₂, and of the second.
    public struct Triple: Sendable, Equatable {
        public let first: Double
        public let midpoint: Double
        public let second: Double

        /// The midpoint relative to the geometric mean of the ends; 1 where that is 0, for an end
        /// that does nothing says nothing of the midpoint.
        public var ratio: Double {
            let mean = (first * second).squareRoot()
            return mean > 0 ? midpoint / mean : 1
        }
    }

    /// What the networks make of the calibration images.
    public struct Pictures: Sendable {
        /// The mean of the outputs' samples, black 0, white 1.
        public let brightness: Triple
        /// The standard deviation of the outputs' samples within a channel, black 0, white 1.
        public let contrast: Triple
    }

    /// How the first and the second network are called.
    public let names: (first: String, second: String)
    public let similarity: Similarity
    public let compatibility: Compatibility
    /// The mean variance of each layer's output channels on the calibration images, a layer each.
    public let variances: [Triple]
    /// What comes out; nil where the engine does not run such networks, or no colours come out.
    public let pictures: Pictures?
    /// The cosine of all layers when the second network's channels are reordered to the first's; nil
    /// for related networks, whose order is right.
    public let alignedCosine: Double?

    /// An alignment that raises the cosine by less than this is not worth a file: reordering two
    /// networks trained apart raises it by as much as chance finds.
    static let materialGain = 0.2

    /// Whether `segue repair` would bring the networks materially closer.
    public var isRepairable: Bool {
        alignedCosine.map { $0 - similarity.cosine >= Self.materialGain } ?? false
    }

    /// Measures two networks.
    ///
    /// - Throws: `InferenceError` when their structures or colours differ, `GraphError`.
    public init(
        _ first: (name: String, network: Network), _ second: (name: String, network: Network)
    ) throws {
        let pair = try NetworkPair(first.network, second.network)
        names = (first.name, second.name)
        similarity = pair.similarity
        let side = pair.graph.inputShape.width
        let pictures = try CalibrationPictures.all(side: side)
        variances = pair.variances(on: pictures)
        compatibility = Compatibility(similarity, variances: variances)
        do {
            self.pictures = try Self.outputs(pair, pictures)
        } catch InferenceError.nonFiniteOutput {
            self.pictures = nil
        }
        alignedCosine = compatibility.kind == .related ? nil : pair.alignment.cosines.after
    }

    /// The outputs' brightness and contrast by the engine that renders.
    private static func outputs(_ pair: NetworkPair, _ pictures: [Image]) throws -> Pictures? {
        let members = [("first", pair.first), ("second", pair.second)]
        guard let family = try? NetworkFamily(members.map { (name: $0.0, network: $0.1) }) else {
            return nil
        }
        let side = pictures[0].width
        let worker = try family.compiled(width: side, height: side).makeWorker()
        let mixtures: [[Float]] = [[1, 0], [0.5, 0.5], [0, 1]]
        let moments = try mixtures.map { try measure(worker, $0, pictures) }
        let brightness = moments.map { $0.means.reduce(0, +) / Double($0.means.count) }
        let contrast = moments.map { $0.variance.squareRoot() }
        return Pictures(brightness: Triple(brightness), contrast: Triple(contrast))
    }

    private static func measure(
        _ worker: Worker, _ weights: [Float], _ pictures: [Image]
    ) throws -> ChannelMoments {
        let outputs = try pictures.map { try worker.render($0, weights: weights) }
        return ChannelMoments(
            outputs.map {
                Tensor(shape: [1, $0.channels, $0.height, $0.width], values: $0.samples)
            })
    }
}

extension Comparison.Triple {
    /// Of the first, the midpoint and the second, in this order.
    fileprivate init(_ values: [Double]) {
        self.init(first: values[0], midpoint: values[1], second: values[2])
    }
}

extension NetworkPair {
    /// Whether mixtures of the two can be expected to be good.
    package var compatibility: Compatibility {
        get throws {
            let pictures = try CalibrationPictures.all(side: graph.inputShape.width)
            return Compatibility(similarity, variances: variances(on: pictures))
        }
    }

    /// The mean variance of each layer's output channels, for both ends and the midpoint.
    package func variances(on pictures: [Image]) -> [Comparison.Triple] {
        let run = ActivationRun(graph)
        let inputs = pictures.map { first.convention.tensor(of: $0) }
        let nodes = graph.layers.map(\.node)
        let variances = [parameters.first, mixed(0.5), parameters.second].map { parameters in
            var found: [Int: Double] = [:]
            _ = run.run(parameters: parameters, pictures: inputs) { node, values in
                guard nodes.contains(node) else { return }
                found[node] = ChannelMoments(values).variance
            }
            return nodes.map { found[$0] ?? 0 }
        }
        return nodes.indices.map { layer in Comparison.Triple(variances.map { $0[layer] }) }
    }
}
