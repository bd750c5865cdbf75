import CFFmpeg
import CHEIF
import Files
import Imaging

/// Reads still pictures of HEIF: AVIF and HEIC, through libheif.
///
/// The library puts tiles together and turns, mirrors and crops as the file says.  FFmpeg decodes, and the codes
/// become RGB by the tags of the file, else by those of the coded picture, else by those that MIAF assumes:
/// BT.601's matrix, full range, sRGB.
enum HEIFReader {
    /// Whether the file is a still picture by the brand it begins with.
    ///
    /// Sequences, `avis`, `hevc` and `msf1`, are films, which FFmpeg reads.
    static func recognises(_ file: RegularFile) throws -> Bool {
        let head = try file.prefix(12)
        guard head.count == 12, head[4..<8].elementsEqual("ftyp".utf8) else { return false }
        return stillBrands.contains(String(decoding: head[8..<12], as: UTF8.self))
    }

    private static let stillBrands: Set<String> = [
        "avif", "heic", "heim", "heis", "heix", "mif1", "mif2",
    ]

    /// The size of the picture in a file, upright, from its header.
    static func size(_ file: RegularFile) throws -> Size {
        try opened(file) { Size(width: Int($0.pointee.width), height: Int($0.pointee.height)) }
    }

    /// The picture in a file, upright and of four channels where it is transparent, and one line on each
    /// thing that a user should know of it.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for anything but a whole, sound file of at
    /// most ``Image/maximumSamples`` samples.
    static func read(_ file: RegularFile) throws -> (image: Image, notices: [String]) {
        // Its decoders' lines are kept from the terminal.
        FFmpegStatus.begin()
        return try opened(file) { state in
            try check(
                segue_heif_decode(state, lumaWeights, Image.maximumSamples / 3), state, file.path)
            let planes = try HEIFPlanes(state.pointee, place: file.path)
            var picture = StraightImage(colours: try planes.colours(), alpha: planes.alpha())
            let notice = colours(of: state.pointee).convert(&picture.colours)
            let depth =
                state.pointee.is_shallow != 0
                ? "read with 8 bits a sample, because libheif turns and crops no more" : nil
            let more =
                state.pointee.pictures > 1
                ? "\(state.pointee.pictures) pictures, only the main one is read" : nil
            return (try picture.image(), [notice, depth, more].compactMap(\.self))
        }
    }

    /// Of a matrix by ITU-T H.273.
    private static let lumaWeights: segue_heif_luma = { code, red, blue in
        guard let matrix = VideoMatrix(AVColorSpace(UInt32(max(0, code))), untagged: .bt601) else {
            return 0
        }
        red?.pointee = matrix.kr
        blue?.pointee = matrix.kb
        return 1
    }

    private static func opened<Value>(
        _ file: RegularFile, _ body: (UnsafeMutablePointer<segue_heif>) throws -> Value
    ) throws -> Value {
        guard file.size <= Image.maximumSamples * 4 else {
            throw MediaError.badInput(
                place: file.path, found: "\(file.size) bytes",
                expected: "at most \(Image.maximumSamples * 4)")
        }
        return try file.prefix(file.size).withUnsafeBytes { bytes in
            var state = segue_heif()
            return try withUnsafeMutablePointer(to: &state) { state in
                defer { segue_heif_close(state) }
                let code = segue_heif_open(
                    state, bytes.baseAddress, bytes.count, ICCProfile.maximumSize)
                try check(code, state, file.path)
                do {
                    _ = try Image.sampleCount(
                        width: Int(state.pointee.width), height: Int(state.pointee.height),
                        channels: 3)
                } catch let error as ImagingError {
                    throw damaged(file.path, "\(error)")
                }
                return try body(state)
            }
        }
    }

    private static func check(
        _ code: Int32, _ state: UnsafePointer<segue_heif>, _ place: String
    ) throws {
        guard code != 0 else { return }
        if state.pointee.needs_memory != 0 {
            throw MediaError.outOfMemory(place: place, call: "libheif")
        }
        let message = withUnsafeBytes(of: state.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard state.pointee.needs_decoder == 0 else {
            throw MediaError.badInput(
                place: place, found: "a picture that this libheif does not decode: \(message)",
                expected: "HEIC or AVIF, or the picture saved as PNG or JPEG")
        }
        throw damaged(place, "damaged data: \(message)")
    }

    static func damaged(_ place: String, _ found: String) -> MediaError {
        .badInput(place: place, found: found, expected: "a whole HEIC or AVIF picture")
    }

    /// A profile, else the codes of the file; without both, sRGB.
    private static func colours(of state: segue_heif) -> PictureColours {
        if let profile = state.profile, state.profile_size > 0 {
            return .profile(
                Array(UnsafeBufferPointer(start: profile, count: state.profile_size)))
        }
        let chromaticities = Chromaticities(code: Int(state.primaries))
        let transfer = TransferCurve(code: Int(state.transfer))
        guard chromaticities != nil || transfer != nil else { return .sRGB }
        return .encoding(
            ColourEncoding(
                chromaticities: chromaticities ?? .bt709, transfer: transfer ?? .sRGB))
    }
}
