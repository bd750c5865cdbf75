import CWebP
public import Files
public import Formats
public import Imaging

/// WebP through libwebp, with sRGB's profile; the ``FrameStatement`` and the ``RecipeText`` are in an XMP packet.
extension WebPFormat: PictureFormat {
    public func encoded(
        _ image: Image, key: Digest?, recipe: String?, place: String
    ) throws -> [UInt8] {
        let file = try image.withLevels(.eight, place: place) { rows in
            try WebPEncoding.withPicture(
                rows, image.size, hasAlpha: image.hasAlpha, isRGB: libraryQuality == nil,
                place: place
            ) { try compressed($0, place: place) }
        }
        var chunks = [("ICCP", try SRGBProfile.bytes(place: place))]
        if key != nil || recipe != nil {
            chunks.append(WebPPacket(states: key != nil, recipe: recipe).chunk)
        }
        let whole = try file.withUnsafeBytes {
            try WebPEncoding.withFile($0, adding: chunks, place: place) { Array($0) }
        }
        return try key.map { try FrameStatement.stated($0, in: whole) } ?? whole
    }

    public static var recipePlace: RecipePlace? { .webpPacket }

    public var isExact: Bool { false }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.levelsDigest(.eight, place: place)
    }

    private func compressed(
        _ picture: UnsafeMutablePointer<WebPPicture>, place: String
    ) throws -> [UInt8] {
        var config = try WebPEncoding.settings(libraryQuality, place: place)
        var writer = WebPMemoryWriter()
        WebPMemoryWriterInit(&writer)
        defer { WebPMemoryWriterClear(&writer) }
        return try withUnsafeMutablePointer(to: &writer) { writer in
            picture.pointee.writer = WebPMemoryWrite
            picture.pointee.custom_ptr = UnsafeMutableRawPointer(writer)
            guard WebPEncode(&config, picture) != 0 else {
                throw WebPEncoding.failure(picture.pointee, place: place)
            }
            return Array(
                UnsafeRawBufferPointer(start: writer.pointee.mem, count: writer.pointee.size))
        }
    }
}
