import CHEIF
import Imaging

/// The planes of a picture that libheif has put together: red, green, blue, of full range, and alpha.
struct HEIFPlanes {
    private let planes: [segue_heif_plane]
    private let alphaPlane: segue_heif_plane?
    private let size: Size

    /// Checks that the planes have one size.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)``.
    init(_ state: segue_heif, place: String) throws {
        let (red, green, blue, alpha) = state.planes
        planes = [red, green, blue]
        size = Size(width: Int(red.width), height: Int(red.height))
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        } catch let error as ImagingError {
            throw HEIFReader.damaged(place, "\(error)")
        }
        func isUsable(_ plane: segue_heif_plane) -> Bool {
            plane.samples != nil && plane.width == red.width && plane.height == red.height
                && (1...16).contains(plane.depth)
        }
        guard planes.allSatisfy(isUsable) else {
            throw MediaError.badInput(
                place: place,
                found: "planes of \(planes.map { "\($0.width)×\($0.height), \($0.depth) bits" })",
                expected: "planes of one size")
        }
        // Premultiplied colours lie over black already.
        alphaPlane = isUsable(alpha) && state.is_premultiplied == 0 ? alpha : nil
    }

    /// The colours as they are tagged.
    func colours() throws -> Image {
        try Image(
            width: size.width, height: size.height, channels: 3,
            samples: planes.flatMap(levels))
    }

    /// 0…1, row by row; nil where every pixel is opaque.
    func alpha() -> [Float]? { alphaPlane.map(levels) }

    /// The samples of a plane as 0…1, row by row.
    private func levels(_ plane: segue_heif_plane) -> [Float] {
        guard let samples = plane.samples else { return [] }
        let scale = Float(1 << plane.depth - 1)
        return [Float](unsafeUninitializedCapacity: size.area) { levels, count in
            for y in 0..<size.height {
                let row = UnsafeRawPointer(samples) + y * Int(plane.row_bytes)
                for x in 0..<size.width {
                    let level =
                        plane.depth > 8
                        ? Int(row.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self))
                        : Int(row.load(fromByteOffset: x, as: UInt8.self))
                    levels[y &* size.width &+ x] = min(1, Float(level) / scale)
                }
            }
            count = size.area
        }
    }
}
