import CTurboJPEG
public import Files
public import Formats
public import Imaging

/// JPEG through libjpeg-turbo: BT.601 in full range, which is what JFIF means, with sRGB's profile; the
/// ``FrameStatement`` and the ``RecipeText`` are comments.
extension JPEGFormat: PictureFormat {
    public func encoded(
        _ image: Image, key: Digest?, recipe: String?, place: String
    ) throws -> [UInt8] {
        guard max(image.width, image.height) <= Self.sideLimit else {
            throw MediaError.unsuitable(
                place: place, found: "\(image.size)",
                expected: "at most \(Self.sideLimit)×\(Self.sideLimit) for JPEG")
        }
        let colours = image.withoutAlpha
        var file = try colours.withLevels(.eight, place: place) { rows in
            try compressed(rows, colours.size, place: place)
        }
        if let recipe { file = Self.inserting(Array(recipe.utf8), as: 0xFE, into: file) }
        let profile = Self.profileMark + (try SRGBProfile.bytes(place: place))
        let tagged = Self.inserting(profile, as: 0xE2, into: file)
        guard let key else { return tagged }
        return try FrameStatement.stated(
            key, in: Self.inserting(Array(FrameStatement.blank.utf8), as: 0xFE, into: tagged))
    }

    public static var recipePlace: RecipePlace? { .jpegComment }

    public var isExact: Bool { false }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.withoutAlpha.levelsDigest(.eight, place: place)
    }

    private func compressed(
        _ rows: UnsafeRawBufferPointer, _ size: Size, place: String
    ) throws -> [UInt8] {
        guard let handle = tjInitCompress() else {
            throw MediaError.outOfMemory(place: place, call: "tjInitCompress")
        }
        defer { tjDestroy(handle) }
        var (bytes, count): (UnsafeMutablePointer<UInt8>?, UInt) = (nil, 0)
        defer { tjFree(bytes) }
        let code = tjCompress2(
            handle, rows.bindMemory(to: UInt8.self).baseAddress, Int32(size.width),
            Int32(3 * size.width), Int32(size.height), Int32(TJPF_RGB.rawValue), &bytes, &count,
            Int32((hasFullColour ? TJSAMP_444 : TJSAMP_420).rawValue), Int32(libraryQuality),
            Int32(TJFLAG_ACCURATEDCT))
        guard code == 0 else {
            throw MediaError.libraryFailure(
                place: place, call: "tjCompress2",
                reason: tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no reason given")
        }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    /// What begins a profile's segment (APP2): its name, that it is the first part, and of one
    /// (ICC.1:2010, section B.4).
    private static let profileMark = Array("ICC_PROFILE\0".utf8) + [1, 1]

    /// A file with a segment, such as a comment (COM, 0xFE), behind its first two markers, SOI and JFIF's
    /// APP0.
    ///
    /// Source: ITU-T T.81, sections B.1.1.4 and B.2.4.5.
    private static func inserting(
        _ content: [UInt8], as marker: UInt8, into file: [UInt8]
    ) -> [UInt8] {
        guard file.count > 6, file[2] == 0xFF, file[3] == 0xE0 else { return file }
        let end = 4 + (Int(file[4]) << 8 | Int(file[5]))
        guard end <= file.count else { return file }
        let length = content.count + 2
        let head = [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]
        return file[..<end] + head + content + file[end...]
    }
}
