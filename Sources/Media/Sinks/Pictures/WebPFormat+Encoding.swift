import CWebP
public import Files
public import Formats
public import Imaging

/// WebP through libwebp, with sRGB's profile; the ``FrameStatement`` is in an XMP packet.
extension WebPFormat: PictureFormat {
    public func encoded(_ image: Image, key: Digest?, place: String) throws -> [UInt8] {
        let file = try image.withLevels(.eight, place: place) { rows in
            try WebPEncoding.withPicture(
                rows, image.size, hasAlpha: image.hasAlpha, isRGB: libraryQuality == nil,
                place: place
            ) { try compressed($0, place: place) }
        }
        var chunks = [("ICCP", try SRGBProfile.bytes(place: place))]
        if key != nil { chunks.append(("XMP ", Array(Self.packet.utf8))) }
        let whole = try file.withUnsafeBytes {
            try WebPEncoding.withFile($0, adding: chunks, place: place) { Array($0) }
        }
        return try key.map { try FrameStatement.stated($0, in: whole) } ?? whole
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

    /// An XMP packet that holds ``FrameStatement/blank``.
    ///
    /// Source: XMP specification, part 1, section 7.
    private static let packet = """
        <x:xmpmeta xmlns:x="adobe:ns:meta/">\
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
        <rdf:Description rdf:about="" xmlns:segue="urn:segue:frame" \
        segue:statement="\(FrameStatement.blank)"/></rdf:RDF></x:xmpmeta>
        """
}
