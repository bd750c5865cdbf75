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
    /// How the mixture becomes an image.
    public let mixing: MixingMethod
    /// Threads, memory and tiles.
    public let resources: RenderResources
    /// How much of the result shows over the picture, and where.
    public let effect: PictureEffect

    /// A mixture of a family, by the names of its members.
    public init(
        family: NetworkFamily, mixture: Mixture, effect: PictureEffect = PictureEffect(),
        mixing: MixingMethod = .networks, resources: RenderResources = RenderResources()
    ) {
        self.family = family
        self.mixture = mixture
        self.effect = effect
        self.mixing = mixing
        self.resources = resources
    }

    /// Reads the networks and checks that their shares add up to 1.
    ///
    /// - Throws: ``RenderError/refusedOption(name:reason:)`` for the shares, and what
    ///   `Network.read` and `NetworkFamily` throw.
    public init(
        _ networks: [WeightedReference], convention: PixelConvention? = nil,
        statistics: BatchStatistics? = nil, effect: PictureEffect = PictureEffect(),
        mixing: MixingMethod = .networks, resources: RenderResources = RenderResources()
    ) throws {
        try resources.check()
        let mixture = try Self.mixture(networks)
        let members = try networks.map {
            (
                $0.name,
                try Network.read($0.reference, convention: convention, statistics: statistics)
            )
        }
        self.init(
            family: try NetworkFamily(members), mixture: mixture, effect: effect, mixing: mixing,
            resources: resources)
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
        try image(of: picture, where: nil, place: place)
    }

    /// The same, over the picture where a mask says so.
    ///
    /// - Parameter mask: where the result shows; nil for everywhere.
    func image(of picture: Image, where mask: RegionMask?, place: String) throws -> Image {
        try render(
            picture,
            renderer(for: picture.size, channels: picture.channels, where: mask, place: place))
    }

    /// The same with a network that is prepared.
    func render(_ picture: Image, _ renderer: FrameRenderer) throws -> Image {
        try renderer.render(
            FrameInput(image: picture, masks: []),
            FrameMixtures(family.weights(of: mixture), opacity: Float(effect.opacity)))
    }

    /// The network, prepared for pictures of one size.
    func renderer(
        for size: Size, channels: Int, where mask: RegionMask? = nil, place: String
    ) throws -> FrameRenderer {
        let own = size.multiplied(by: family.sizeRule.scale)
        let result = mixing == .sideBySide ? SideBySide(of: own).size : own
        let layers = mixing.extraImages + (mask == nil && effect.opacity == 1 ? 0 : 3)
        let prepared = try RenderPreparation(
            networks: family, size: size, place: place, pictures: 1, isStill: true,
            memory: RenderMemory(
                picture: size, channels: channels, result: result, family,
                besides: layers * RenderMemory.pictureBytes(own, channels: channels)),
            resources: resources,
            smallerPicture: "a smaller picture"
        ).prepared()
        let look = MaskLook(feather: effect.feather, isInverted: effect.isInverted)
        return try FrameRenderer(
            prepared.family, naming: family, mixing: mixing,
            effect: mask.map {
                try RegionCover($0, look, size: prepared.family.imageSize)
            })
    }
}
