import CTIFF
public import Files
public import Formats
import Glibc
public import Imaging

/// TIFF through libtiff: deflate with horizontal differences, RGB or RGBA with straight alpha
/// (`ExtraSamples` 2), sRGB's profile, and the ``FrameStatement`` and the ``RecipeText`` in `ImageDescription`, a
/// line each.
extension TIFFFormat: PictureFormat {
    public func encoded(
        _ image: Image, key: Digest?, recipe: String?, place: String
    ) throws -> [UInt8] {
        let profile = try SRGBProfile.bytes(place: place)
        let lines = [key.map { _ in FrameStatement.blank }, recipe].compactMap(\.self)
        let text = lines.isEmpty ? nil : lines.joined(separator: "\n")
        let file = try image.withLevels(depth, place: place) { rows in
            try text.withOptionalCString { description in
                var state = segue_tiff()
                (state.width, state.height) = (UInt32(image.width), UInt32(image.height))
                (state.depth, state.channels) = (Int32(depth.rawValue), image.hasAlpha ? 4 : 3)
                state.description = description
                defer { free(state.bytes) }
                let start = rows.bindMemory(to: UInt8.self).baseAddress
                let code = profile.withUnsafeBufferPointer { profile in
                    (state.profile, state.profile_size) = (profile.baseAddress, profile.count)
                    return segue_tiff_encode(&state, start)
                }
                guard code == 0 else {
                    let reason = withUnsafeBytes(of: state.message) {
                        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                    }
                    throw MediaError.libraryFailure(
                        place: place, call: "libtiff",
                        reason: reason.isEmpty ? "out of memory" : reason)
                }
                return Array(UnsafeRawBufferPointer(start: state.bytes, count: state.count))
            }
        }
        return try key.map { try FrameStatement.stated($0, in: file) } ?? file
    }

    public static var recipePlace: RecipePlace? { .tiffDescription }

    public var isExact: Bool { true }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.levelsDigest(depth, place: place)
    }
}

extension String? {
    /// Hands the text to a C function, or a null pointer.
    fileprivate func withOptionalCString<Result>(
        _ body: (UnsafePointer<CChar>?) throws -> Result
    ) rethrows -> Result {
        guard let self else { return try body(nil) }
        return try self.withCString(body)
    }
}
