import CPNG
import Files
import Imaging

/// Reads one PNG picture of any kind: palette, grey, 1 to 16 bits, interlaced, with transparency.
enum PNGReader {
    /// A picture and what should be said of it.
    struct Result {
        let image: Image
        let notices: [String]
    }

    /// Whether the file begins as a PNG does, whatever its name.
    static func recognises(_ file: RegularFile) throws -> Bool {
        try file.prefix(PNGChunks.signature.count) == PNGChunks.signature
    }

    /// The picture in a file.  Throws as ``read(_:place:)`` does, and when reading fails.
    static func read(_ file: RegularFile) throws -> Result {
        guard file.size <= Image.maximumSamples * 4 else {
            throw MediaError.badInput(
                place: file.path, found: "\(file.size) bytes",
                expected: "at most \(Image.maximumSamples * 4)")
        }
        return try read(file.prefix(file.size), place: file.path)
    }

    /// The picture in a file's bytes, upright, of four channels where it is transparent.
    ///
    /// Samples are taken as sRGB-encoded, exactly, unless the file says otherwise; see
    /// ``PNGChunks/colours(profile:)``.  Throws ``MediaError/badInput(place:found:expected:)`` for anything but a
    /// whole, sound file of at most ``Image/maximumSamples`` samples.
    static func read(_ file: [UInt8], place: String) throws -> Result {
        guard let chunks = PNGChunks(file) else {
            throw damaged(place, "no header")
        }
        do {
            _ = try Image.sampleCount(width: chunks.width, height: chunks.height, channels: 3)
        } catch let error as ImagingError {
            throw damaged(place, error)
        }
        var (picture, profile) = try decode(file, place: place)
        if let trailing = chunks.trailing, trailing > 0 {
            throw damaged(place, "\(trailing) bytes after the end of the picture")
        }
        let notice = chunks.colours(profile: profile).convert(&picture.colours)
        return Result(
            image: try upright(picture, chunks, place: place),
            notices: [notice].compactMap(\.self) + notices(of: chunks))
    }

    private static func upright(
        _ picture: StraightImage, _ chunks: PNGChunks, place: String
    ) throws -> Image {
        do {
            return try picture.image().oriented(chunks.orientation)
        } catch let error as ImagingError {
            throw damaged(place, error)
        }
    }

    private static func notices(of chunks: PNGChunks) -> [String] {
        var notices: [String] = []
        if chunks.hasUnknownCodes {
            notices.append("colours by codes (cICP) that are not known, which are ignored")
        }
        if chunks.isAnimated { notices.append("an animation, only its first picture is read") }
        return notices
    }

    /// The samples of a file's bytes, RGB or RGBA, of 8 bits or of 16 in this machine's order, row by row
    /// and as they are.  Throws as ``read(_:place:)`` does.
    static func samples(_ file: [UInt8], place: String) throws -> [UInt8] {
        guard let chunks = PNGChunks(file) else { throw damaged(place, "no header") }
        _ = try Image.sampleCount(width: chunks.width, height: chunks.height, channels: 3)
        return try decode(file, place: place) { pixels, _ in pixels }
    }

    private static func decode(
        _ file: [UInt8], place: String
    ) throws -> (StraightImage, profile: [UInt8]?) {
        try decode(file, place: place) { pixels, state in
            let profile = state.profile.map {
                Array(UnsafeRawBufferPointer(start: $0, count: Int(state.profile_size)))
            }
            return (try picture(pixels, layout: state, place: place), profile)
        }
    }

    private static func decode<Decoded>(
        _ file: [UInt8], place: String, _ body: ([UInt8], segue_png) throws -> Decoded
    ) throws -> Decoded {
        // libpng only reads through the pointer; the shim's field serves writing too.
        var file = file
        return try file.withUnsafeMutableBytes { bytes in
            var state = segue_png()
            state.bytes = bytes.bindMemory(to: UInt8.self).baseAddress
            state.count = bytes.count
            // libpng keeps the state's address, so all calls must see one.
            return try withUnsafeMutablePointer(to: &state) { state in
                defer { segue_png_close(state) }
                guard segue_png_begin_reading(state) == 0 else {
                    throw damaged(place, message(of: state))
                }
                let rowBytes = state.pointee.row_bytes
                var pixels = [UInt8](
                    repeating: 0, count: rowBytes * Int(state.pointee.height))
                guard segue_png_read_rows(state, &pixels) == 0 else {
                    throw damaged(place, message(of: state))
                }
                return try body(pixels, state.pointee)
            }
        }
    }

    private static func picture(
        _ pixels: [UInt8], layout: segue_png, place: String
    ) throws -> StraightImage {
        let (width, height) = (Int(layout.width), Int(layout.height))
        let (channels, rowBytes) = (Int(layout.channels), layout.row_bytes)
        guard [3, 4].contains(channels), [8, 16].contains(layout.depth) else {
            throw MediaError.libraryFailure(
                place: place, call: "png_read_update_info",
                reason: "\(channels) channels of \(layout.depth) bits")
        }
        return try pixels.withUnsafeBytes { bytes in
            try StraightImage(
                width: width, height: height, channels: channels, depth: Int(layout.depth),
                bytes: bytes, rowBytes: rowBytes)
        }
    }

    static func message(of state: UnsafePointer<segue_png>) -> String {
        withUnsafeBytes(of: state.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func damaged(_ place: String, _ reason: some CustomStringConvertible)
        -> MediaError
    {
        .badInput(place: place, found: "\(reason)", expected: "a whole PNG picture")
    }
}
