import CHEIF
import Imaging

/// A plane of Y′CbCr as libheif keeps it.
struct HEIFPlane {
    private let plane: segue_heif_plane
    private let depth: Int

    init(_ plane: segue_heif_plane, _ depth: Int) { (self.plane, self.depth) = (plane, depth) }

    /// The codes of every pixel, in the upper bits of 16, row by row; nothing for a plane without samples.
    ///
    /// - Parameter halved: where there are fewer samples than pixels, those between are interpolated.
    func codes(_ size: Size, halved: HEIFChroma) -> [UInt16] {
        guard let samples = plane.samples else { return [] }
        let across = Self.neighbours(size.width, Int(plane.width), halved.halvesColumns)
        let down = Self.neighbours(size.height, Int(plane.height), halved.halvesRows)
        let (shift, isDeep) = (Float(1 << (16 - depth)), depth > 8)
        return [UInt16](unsafeUninitializedCapacity: size.area) { codes, count in
            for (y, (near, far)) in down.enumerated() {
                let rows = (
                    UnsafeRawPointer(samples) + near * Int(plane.row_bytes),
                    UnsafeRawPointer(samples) + far * Int(plane.row_bytes)
                )
                func sample(_ row: UnsafeRawPointer, _ x: Int) -> Float {
                    isDeep
                        ? Float(row.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self))
                        : Float(row.load(fromByteOffset: x, as: UInt8.self))
                }
                func mixed(_ x: Int) -> Float {
                    0.75 * sample(rows.0, x) + 0.25 * sample(rows.1, x)
                }
                for (x, (near, far)) in across.enumerated() {
                    let value = 0.75 * mixed(near) + 0.25 * mixed(far)
                    codes[y &* size.width &+ x] = UInt16(min(value * shift + 0.5, 65535))
                }
            }
            count = size.area
        }
    }

    /// For every pixel of a side the sample that is nearest and the one that is next; both the same at the
    /// ends, and where each pixel has a sample.
    private static func neighbours(
        _ count: Int, _ samples: Int, _ isHalved: Bool
    ) -> [(near: Int, far: Int)] {
        (0..<count).map { pixel in
            guard isHalved else { return (pixel, pixel) }
            let near = min(pixel / 2, samples - 1)
            let far = pixel % 2 == 0 ? near - 1 : near + 1
            return (near, min(max(0, far), samples - 1))
        }
    }
}
