public import Imaging
public import Inference
import Media
import Networks
public import Presets
public import Timelines

/// A network and its share of a mixture.
public struct WeightedReference: Sendable {
    public let reference: NetworkReference
    /// α, 0 or more.
    public let weight: Double

    public init(reference: NetworkReference, weight: Double) {
        self.reference = reference
        self.weight = weight
    }
}

/// One picture through one mixture.
public struct PictureApplication: Sendable {
    public let family: NetworkFamily
    public let mixture: Mixture
    /// Threads, 1 or more.
    public let threads: Int

    public init(family: NetworkFamily, mixture: Mixture, threads: Int = 1) {
        self.family = family
        self.mixture = mixture
        self.threads = threads
    }

    /// Reads the networks and checks that their shares add up to 1.
    public init(
        _ networks: [WeightedReference], convention: Presets.PixelConvention? = nil,
        threads: Int = 1
    ) throws {
        let names = networks.indices.map { "\($0)" }
        let mixture = try Mixture(
            weights: Dictionary(uniqueKeysWithValues: zip(names, networks.map(\.weight))))
        let members = try zip(names, networks).map {
            ($0, try Network.read($1.reference, convention: convention))
        }
        self.init(family: try NetworkFamily(members), mixture: mixture, threads: threads)
    }

    /// Runs the mixture's network on a picture; not clipped to 0…1.
    public func image(of picture: Image) throws -> Image {
        let prepared = try family.prepared(
            width: picture.width, height: picture.height, threads: threads)
        return try prepared.makeWorker().render(picture, weights: family.weights(of: mixture))
    }

    /// Reads a picture, runs the network and writes a PNG.
    ///
    /// - Returns: what a user should hear of once, each in one line.
    public func run(
        input: String, output: String, sixteenBits: Bool = false, overwrite: Bool = false
    ) throws -> [String] {
        guard output.lowercased().hasSuffix(".png") else {
            throw RenderError.unknownPictureFormat(path: output)
        }
        let source = try MediaInput.open(path: input)
        guard let frame = try source.next() else {
            throw RenderError.inputTooShort(file: input, firstFrame: 0)
        }
        try PNGFile.write(
            try image(of: frame.image), to: output,
            depth: sixteenBits ? .sixteen : .eight, overwrite: overwrite)
        return source.properties.notices.map { "\(input): \($0)" }
    }
}
