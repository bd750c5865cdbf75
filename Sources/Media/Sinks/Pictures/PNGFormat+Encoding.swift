public import Files
public import Formats
public import Imaging

extension PNGFormat: PictureFormat {
    public func encoded(
        _ image: Image, key: Digest?, recipe: String?, place: String
    ) throws -> [UInt8] {
        try PNGFile.encoded(image, depth: depth, key: key, recipe: recipe, place: place)
    }

    public static var recipePlace: RecipePlace? { .pngText }

    public var isExact: Bool { true }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.levelsDigest(depth, place: place)
    }

    public static func statement(inBeginning beginning: [UInt8], end _: [UInt8]) -> FrameStatement?
    {
        PNGStatement.found(in: beginning)
    }

    /// Of the samples, so that a file that an optimiser has made smaller is still whole.
    public static func content(of file: [UInt8]) -> Digest? {
        guard let chunks = PNGChunks(file), chunks.trailing == 0,
            let samples = try? PNGReader.samples(file, place: "")
        else { return nil }
        return samples.withUnsafeBytes { try? PNGStatement.digest(of: $0) }
    }
}
