public import Imaging
public import Inference
import Networks
import Presets
public import Timelines

/// One picture through one mixture.
public struct PictureApplication: Sendable {
    /// The networks.
    public let family: NetworkFamily
    /// Their shares.
    public let mixture: Mixture
    /// Threads, memory and tiles.
    public let resources: RenderResources

    /// A mixture of a family, by the names of its members.
    public init(
        family: NetworkFamily, mixture: Mixture, resources: RenderResources = RenderResources()
    ) {
        self.family = family
        self.mixture = mixture
        self.resources = resources
    }

    /// Reads the networks and checks that their shares add up to 1.
    ///
    /// - Throws: ``RenderError/refusedOption(name:reason:)`` for the shares, and what
    ///   `Network.read` and `NetworkFamily` throw.
    public init(
        _ networks: [WeightedReference], convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil, resources: RenderResources = RenderResources()
    ) throws {
        try resources.check()
        let mixture = try Self.mixture(networks)
        let members = try networks.map {
            (
                $0.name,
                try Network.read($0.reference, convention: convention, statistics: statistics)
            )
        }
        self.init(family: try NetworkFamily(members), mixture: mixture, resources: resources)
    }

    private static func mixture(_ networks: [WeightedReference]) throws(RenderError) -> Mixture {
        var weights: [String: Double] = [:]
        for network in networks
        where weights.updateValue(network.weight, forKey: network.name) != nil {
            throw .badOption(
                name: "--network", found: "'\(network.name)' twice", expected: "each network once")
        }
        do {
            return try Mixture(weights: weights)
        } catch {
            throw .refusedOption(name: "--network", reason: "\(error)")
        }
    }

    /// Runs the mixture's network on a picture; not clipped to 0…1.  A fourth channel, alpha, goes beside it
    /// and is scaled as it scales.
    ///
    /// - Parameter place: where the picture comes from, for messages.
    public func image(of picture: Image, place: String = "picture") throws -> Image {
        try render(
            picture, worker(for: picture.size, channels: picture.channels, place: place))
    }

    /// The same with a network that is prepared.
    func render(_ picture: Image, _ worker: LayerNamingWorker) throws -> Image {
        let rendered = try worker.render(
            picture.withoutAlpha, weights: family.weights(of: mixture))
        guard let alpha = picture.alpha else { return rendered }
        return try rendered.withAlpha(alpha.resized(to: rendered.size))
    }

    /// The network, prepared for pictures of one size.
    func worker(for size: Size, channels: Int, place: String) throws -> LayerNamingWorker {
        let result = size.multiplied(by: family.sizeRule.scale)
        let prepared = try RenderPreparation(
            networks: family, size: size, place: place, pictures: 1, isStill: true,
            memory: RenderMemory(picture: size, channels: channels, result: result, family),
            resources: resources,
            smallerPicture: "a smaller picture"
        ).prepared()
        return LayerNamingWorker(try prepared.family.makeFrameWorker(), of: family)
    }
}
