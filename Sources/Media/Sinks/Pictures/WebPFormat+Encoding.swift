import CWebP
public import Files
public import Formats
public import Imaging

/// WebP through libwebp; the ``FrameStatement`` is in an XMP packet.
extension WebPFormat: PictureFormat {
    public func encoded(_ image: Image, key: Digest?, place: String) throws -> [UInt8] {
        let file = try image.withLevels(.eight, place: place) { rows in
            try WebPEncoding.withPicture(
                rows, image.size, hasAlpha: image.hasAlpha, isRGB: libraryQuality == nil,
                place: place
            ) { try compressed($0, place: place) }
        }
        guard let key else { return file }
        return try FrameStatement.stated(key, in: Self.withStatement(file, place: place))
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

    /// A file with an XMP packet that holds ``FrameStatement/blank``.
    ///
    /// Source: WebP container specification (RIFF), "Metadata"; XMP specification, part 1, section 7.
    private static func withStatement(_ file: [UInt8], place: String) throws -> [UInt8] {
        let packet = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/">\
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description rdf:about="" xmlns:segue="urn:segue:frame" \
            segue:statement="\(FrameStatement.blank)"/></rdf:RDF></x:xmpmeta>
            """
        let failure = MediaError.outOfMemory(place: place, call: "WebPMux")
        return try file.withUnsafeBufferPointer { file in
            var data = WebPData(bytes: file.baseAddress, size: file.count)
            guard let mux = WebPMuxCreate(&data, 0) else { throw failure }
            defer { WebPMuxDelete(mux) }
            return try Array(packet.utf8).withUnsafeBufferPointer { packet in
                var text = WebPData(bytes: packet.baseAddress, size: packet.count)
                guard WebPMuxSetChunk(mux, "XMP ", &text, 0) == WEBP_MUX_OK else { throw failure }
                var whole = WebPData()
                defer { WebPDataClear(&whole) }
                guard WebPMuxAssemble(mux, &whole) == WEBP_MUX_OK else { throw failure }
                return Array(UnsafeRawBufferPointer(start: whole.bytes, count: whole.size))
            }
        }
    }
}
