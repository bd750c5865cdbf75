import Files
import Formats
public import Imaging
public import Inference
import Media
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

    /// Runs the mixture's network on a picture; not clipped to 0…1.
    ///
    /// - Parameter place: where the picture comes from, for messages.
    public func image(of picture: Image, place: String = "picture") throws -> Image {
        let result = picture.size.multiplied(by: family.sizeRule.scale)
        let memory = RenderMemory(picture: picture.size, result: result, family)
        let prepared = try RenderPreparation(
            networks: family, size: picture.size, place: place, pictures: 1, isStill: true,
            memory: memory,
            resources: resources, smallerPicture: "a smaller picture"
        ).prepared()
        return try LayerNamingWorker(prepared.family.makeFrameWorker(), of: family)
            .render(picture, weights: family.weights(of: mixture))
    }

    /// Reads a picture, or a film's first, runs the network and writes a PNG.
    ///
    /// - Returns: what a user should hear of once, each in one line.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func run(
        input: String, output: String, sixteenBits: Bool = false, overwrite: Bool = false
    ) throws -> [String] {
        var settings = SettingValues()
        settings[PNGFormat.depthSetting] = sixteenBits ? 16 : 8
        let write = try OutputNames.pictureWriter(
            output, settings, input: input, overwrite: overwrite)
        let source = try MediaInput.open(path: input)
        guard let frame = try source.next() else {
            throw RenderError.inputTooShort(file: input, firstFrame: 0)
        }
        let result = try image(of: frame.image, place: input)
        try Task.checkCancellation()
        try write(result.roundedTo16Bits(), output, overwrite ? .replace : .refuse)
        let first = source.isStill ? [] : ["a film, of which only the first picture is taken"]
        return family.notices + (first + source.properties.notices).map { "\(input): \($0)" }
    }
}
