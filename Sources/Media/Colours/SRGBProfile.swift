import CLCMS

/// sRGB's ICC profile, for files that have no shorter way to say that they are sRGB.
enum SRGBProfile {
    /// Little CMS's profile, some 600 bytes, the same in every run.
    ///
    /// - Throws: ``MediaError/outOfMemory(place:call:)``.
    static func bytes(place: String) throws -> [UInt8] {
        guard let made else {
            throw MediaError.outOfMemory(place: place, call: "cmsCreate_sRGBProfile")
        }
        return made
    }

    private static let made: [UInt8]? = {
        guard let profile = cmsCreate_sRGBProfile() else { return nil }
        defer { cmsCloseProfile(profile) }
        var count: cmsUInt32Number = 0
        guard cmsSaveProfileToMem(profile, nil, &count) != 0, count > header else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        guard cmsSaveProfileToMem(profile, &bytes, &count) != 0 else { return nil }
        bytes.replaceSubrange(24..<36, with: date)
        return bytes
    }()

    /// Bytes of a profile's header (ICC.1:2010, section 7.2).
    private static let header = 128

    /// Bytes 24 to 35 are the time when a profile was made, which would be now: year, month, day, hour, minute,
    /// second, two bytes each.
    private static let date: [UInt8] = [2000, 1, 1, 0, 0, 0].flatMap {
        [UInt8($0 >> 8), UInt8($0 & 0xFF)]
    }
}
