import Files
import Imaging

extension VideoPlanes {
    /// SHA-256 of the planes in their order: a byte a code, or two, little-endian, where they have more
    /// than 8 bits.
    func digest() throws -> Digest {
        let hash = try SHA256()
        for plane in planes {
            if layout.bits > 8 {
                try plane.codes.map(\.littleEndian).withUnsafeBytes { try hash.update($0) }
            } else {
                try plane.codes.map { UInt8(truncatingIfNeeded: $0) }
                    .withUnsafeBytes { try hash.update($0) }
            }
        }
        return try hash.digest()
    }
}
