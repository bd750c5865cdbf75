import Foundation
import Testing

@testable import Media

/// Pictures of one row, byte by byte, with what files say of colours and orientation.
enum PictureBytes {
    /// A PNG file with further chunks in front of the picture's data.
    static func png(
        _ pixels: [[UInt8]], width: Int? = nil, _ chunks: [(type: String, data: [UInt8])] = []
    ) -> [UInt8] {
        let width = width ?? pixels.count
        let channels = pixels[0].count
        let kind: UInt8 = [1: 0, 3: 2, 4: 6][channels] ?? 2
        let rows = stride(from: 0, to: pixels.count, by: width).flatMap { start -> [UInt8] in
            [0] + pixels[start..<start + width].flatMap { $0 }
        }
        let header = big(width) + big(pixels.count / width) + [8, kind, 0, 0, 0]
        return PNGChunks.signature + chunk("IHDR", header)
            + chunks.flatMap { chunk($0.type, $0.data) } + chunk("IDAT", zlib(rows))
            + chunk("IEND", [])
    }

    /// The content of `iCCP`.
    static func iccp(_ profile: [UInt8]) -> [UInt8] { Array("p\0\0".utf8) + zlib(profile) }

    /// A little-endian TIFF of 8 bits, RGB, with further entries, and a second page when asked for.
    static func tiff(
        _ pixels: [[UInt8]], width: Int? = nil, orientation: Int? = nil, profile: [UInt8] = [],
        pages: Int = 1, declaring declared: (width: Int, height: Int)? = nil
    ) -> [UInt8] {
        let width = width ?? pixels.count
        let size = declared ?? (width, pixels.count / width)
        let samples = pixels.flatMap(\.self)
        let dataStart = 8
        let profileStart = dataStart + samples.count + samples.count % 2
        let bitsStart = profileStart + profile.count + profile.count % 2
        let directory = bitsStart + 6
        var entries: [(tag: Int, type: Int, count: Int, value: Int)] = [
            (256, 4, 1, size.width), (257, 4, 1, size.height), (258, 3, 3, bitsStart),
            (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, 1, dataStart),
        ]
        if let orientation { entries.append((274, 3, 1, orientation)) }
        entries += [(277, 3, 1, 3), (278, 4, 1, size.height), (279, 4, 1, samples.count)]
        if !profile.isEmpty { entries.append((34675, 7, profile.count, profileStart)) }
        var file = Array("II*\0".utf8) + little(directory) + samples
        file += [UInt8](repeating: 0, count: profileStart - file.count) + profile
        file += [UInt8](repeating: 0, count: bitsStart - file.count) + [8, 0, 8, 0, 8, 0]
        let length = 2 + 12 * entries.count + 4
        for page in 0..<pages {
            file += little(entries.count).prefix(2)
            for entry in entries {
                file += little(entry.tag).prefix(2) + little(entry.type).prefix(2)
                file += little(entry.count) + little(entry.value)
            }
            file += little(page + 1 < pages ? directory + (page + 1) * length : 0)
        }
        return file
    }

    /// A JPEG with a profile in segments of so many bytes, after its first marker.
    static func jpeg(_ file: [UInt8], profile: [UInt8], segment: Int) -> [UInt8] {
        let parts = stride(from: 0, to: profile.count, by: segment).map {
            profile[$0..<min($0 + segment, profile.count)]
        }
        let segments = parts.enumerated().flatMap { index, part -> [UInt8] in
            let data: [UInt8] =
                Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(parts.count)] + part
            return [0xFF, 0xE2] + big(data.count + 2).suffix(2) + data
        }
        return Array(file.prefix(2)) + segments + file.dropFirst(2)
    }

    /// A WebP with a profile, from one without.
    static func webp(_ file: [UInt8], width: Int, height: Int, profile: [UInt8]) -> [UInt8] {
        let extended: [UInt8] =
            [0x20, 0, 0, 0] + little(width - 1).prefix(3) + little(height - 1).prefix(3)
        let padding = [UInt8](repeating: 0, count: profile.count % 2)
        let content =
            Array("WEBPVP8X".utf8) + little(10) + extended + Array("ICCP".utf8)
            + little(profile.count) + profile + padding + file.dropFirst(12)
        return Array("RIFF".utf8) + little(content.count) + content
    }

    static func big(_ value: Int) -> [UInt8] { little(value).reversed() }

    static func little(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return big(data.count) + content + big(Int(PNGChunks.crc(content[...])))
    }

    /// RFC 1950 with one stored block of RFC 1951.
    static func zlib(_ data: [UInt8]) -> [UInt8] {
        var (a, b) = (1, 0)
        for byte in data {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        let count = little(data.count).prefix(2)
        return [0x78, 1, 1] + count + count.map { ~$0 } + data + big(b << 16 | a)
    }
}
