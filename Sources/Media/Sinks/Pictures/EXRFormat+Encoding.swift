public import Files
public import Formats
public import Imaging

/// OpenEXR through its core: half, ZIP compression, Rec.709 chromaticities; the ``FrameStatement`` is in
/// the attribute `segueFrame`.
extension EXRFormat: PictureFormat {
    public func encoded(
        _ image: Image, key: Digest?, recipe: String?, place: String
    ) throws -> [UInt8] {
        let planes = image.halfLight()
        let names = try Self.channels(of: image, place: place)
        let writer = try EXRWriter(
            image.size, channels: names,
            attributes: (key == nil ? [] : [("segueFrame", FrameStatement.blank)])
                + (recipe.map { [(RecipeText.exrAttribute, $0)] } ?? []), place: place)
        let plane = image.planeCount
        let file = try planes.withUnsafeBufferPointer { planes in
            // Of grey, the one plane for all three.
            let rows = names.enumerated().map { index, name in
                let start = image.channels == 1 ? 0 : index * plane
                return (name, UnsafeBufferPointer(rebasing: planes[start..<start + plane]))
            }
            return try writer.write(rows)
        }
        return try key.map { try FrameStatement.stated($0, in: file) } ?? file
    }

    public static var recipePlace: RecipePlace? { .exrAttribute }

    public var isExact: Bool { true }

    /// Of half floats of light, plane by plane.
    public func planesDigest(of image: Image, place _: String) throws -> Digest {
        try image.halfLight().withUnsafeBytes { try SHA256.digest(of: $0) }
    }

    private static func channels(of image: Image, place: String) throws -> [String] {
        switch image.channels {
        case 1, 3: return ["R", "G", "B"]
        case 4: return ["R", "G", "B", "A"]
        default:
            let error = ImagingError.wrongChannels(found: image.channels, expected: 3)
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }
}
