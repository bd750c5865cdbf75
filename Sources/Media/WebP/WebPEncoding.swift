import CWebP
import Formats
import Imaging

/// libwebp's settings and pictures, for single images and animations.
enum WebPEncoding {
    /// The settings of a quality of libwebp's, 0…100, or of none for no loss.
    static func settings(_ quality: Int?, place: String) throws -> WebPConfig {
        var config = WebPConfig()
        guard WebPConfigInit(&config) != 0 else {
            throw MediaError.libraryFailure(
                place: place, call: "WebPConfigInit", reason: "another version")
        }
        if let quality {
            config.quality = Float(quality)
        } else {
            // Level 3 of 0…9: the next ones take twice the time for a hundredth less.
            _ = WebPConfigLosslessPreset(&config, 3)
            config.exact = 1
        }
        config.thread_level = 0
        return config
    }

    /// Hands libwebp's copy of rows of RGB or RGBA to the body.
    ///
    /// - Parameter isRGB: whether libwebp is to keep the samples as they are, not as YUV.
    static func withPicture<Result>(
        _ rows: UnsafeRawBufferPointer, _ size: Size, hasAlpha: Bool, isRGB: Bool, place: String,
        _ body: (UnsafeMutablePointer<WebPPicture>) throws -> Result
    ) throws -> Result {
        try check(size, place: place)
        var picture = WebPPicture()
        guard WebPPictureInit(&picture) != 0 else {
            throw MediaError.libraryFailure(
                place: place, call: "WebPPictureInit", reason: "another version")
        }
        defer { WebPPictureFree(&picture) }
        (picture.width, picture.height) = (Int32(size.width), Int32(size.height))
        picture.use_argb = isRGB ? 1 : 0
        let start = rows.bindMemory(to: UInt8.self).baseAddress
        let isTaken =
            hasAlpha
            ? WebPPictureImportRGBA(&picture, start, Int32(4 * size.width))
            : WebPPictureImportRGB(&picture, start, Int32(3 * size.width))
        guard isTaken != 0 else {
            throw MediaError.outOfMemory(place: place, call: "WebPPictureImport")
        }
        return try withUnsafeMutablePointer(to: &picture, body)
    }

    /// Hands a file with further chunks of metadata, by their names, to the body.
    ///
    /// Source: WebP container specification (RIFF), "Color profile" and "Metadata".
    static func withFile<Result>(
        _ file: UnsafeRawBufferPointer, adding chunks: [(name: String, content: [UInt8])],
        place: String, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let failure = MediaError.outOfMemory(place: place, call: "WebPMux")
        var data = WebPData(
            bytes: file.bindMemory(to: UInt8.self).baseAddress, size: file.count)
        guard let mux = WebPMuxCreate(&data, 0) else { throw failure }
        defer { WebPMuxDelete(mux) }
        for (name, content) in chunks {
            let code = content.withUnsafeBufferPointer { content in
                var chunk = WebPData(bytes: content.baseAddress, size: content.count)
                return WebPMuxSetChunk(mux, name, &chunk, 1)
            }
            guard code == WEBP_MUX_OK else { throw failure }
        }
        var whole = WebPData()
        defer { WebPDataClear(&whole) }
        guard WebPMuxAssemble(mux, &whole) == WEBP_MUX_OK else { throw failure }
        return try body(UnsafeRawBufferPointer(start: whole.bytes, count: whole.size))
    }

    /// The error of an encoder that failed.
    static func failure(_ picture: WebPPicture, place: String) -> MediaError {
        switch picture.error_code {
        case VP8_ENC_ERROR_OUT_OF_MEMORY, VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY:
            .outOfMemory(place: place, call: "WebPEncode")
        case VP8_ENC_ERROR_PARTITION0_OVERFLOW, VP8_ENC_ERROR_PARTITION_OVERFLOW:
            .unsuitable(
                place: place, found: "more detail than a lossy WebP holds",
                expected: "a smaller image, or quality 0, which is lossless")
        default:
            .libraryFailure(
                place: place, call: "WebPEncode", reason: "error \(picture.error_code.rawValue)")
        }
    }

    /// Throws for sides that a WebP cannot have.
    static func check(_ size: Size, place: String) throws {
        let limit = WebPFormat.sideLimit
        guard max(size.width, size.height) <= limit else {
            throw MediaError.unsuitable(
                place: place, found: "\(size)", expected: "at most \(limit)×\(limit) for WebP")
        }
    }
}
