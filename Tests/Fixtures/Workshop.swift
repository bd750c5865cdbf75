public import Imaging
import Media

/// A folder with two tiny networks, `a.safetensors` and `b.safetensors`, and a picture,
/// `photo.png` of 48×32: all that a render needs but its preset.
public struct Workshop: Sendable {
    /// The folder.
    public let folder: TemporaryFolder

    /// Fills a new folder.
    public init() throws {
        folder = try TemporaryFolder()
        try TinyNetwork.write(to: folder.path("a.safetensors"), seed: 1)
        try TinyNetwork.write(to: folder.path("b.safetensors"), seed: 2)
        try PNGFile.write(Self.picture(width: 48, height: 32), to: folder.path("photo.png"))
    }

    /// Writes a preset that goes from a to b in half a second at 12 frames per second, or whatever
    /// stands instead of one of its parts; answers its path.
    @discardableResult
    public func preset(
        input: String = "photo.png", networks: String = "{a: a.safetensors, b: b.safetensors}",
        timeline: String = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}",
        regions: String? = nil, output: String = "[{path: out.gif}]", name: String = "p.yaml"
    ) throws -> String {
        try folder.write(
            """
            version: 1
            input: \(input)
            networks: \(networks)
            timeline: \(timeline)\(regions.map { "\nregions: \($0)" } ?? "")
            output: \(output)

            """.utf8, name)
    }

    /// A smooth picture with a bright square: red across, green down.
    public static func picture(width: Int, height: Int, blue: Float = 0.4) throws -> Image {
        let area = width * height
        var samples = [Float](repeating: blue, count: 3 * area)
        for index in 0..<area {
            let (x, y) = (index % width, index / width)
            let isInside =
                (width / 4..<width / 2).contains(x) && (height / 6..<height / 2).contains(y)
            samples[index] = isInside ? 0.9 : (Float(x) + 0.5) / Float(width)
            samples[index + area] = (Float(y) + 0.5) / Float(height)
        }
        return try Image(width: width, height: height, samples: samples)
    }
}
