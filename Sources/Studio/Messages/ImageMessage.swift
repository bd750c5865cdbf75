import Foundation
import Imaging

/// An image on its way to a page: a header of 24 bytes, little-endian, and a file's bytes.
struct ImageMessage {
    /// What an image is for.
    enum Purpose: UInt8 {
        case slotA = 0
        case slotB = 1
        case strip = 2
        case corner = 3
    }

    /// The file's format.
    enum Format: UInt8 {
        case png = 0
        case jpeg = 1
    }

    let purpose: Purpose
    let format: Format
    let isFull: Bool
    let id: UInt32
    let frame: Int
    let index: Int
    let revision: Int
    let size: Size
    let file: [UInt8]

    /// The version of this header.
    private static let version: UInt8 = 1

    var data: Data {
        var bytes = [Self.version, purpose.rawValue, format.rawValue, isFull ? 1 : 0]
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(id)
        append(UInt32(clamping: frame))
        append(UInt32(clamping: index))
        append(UInt32(clamping: revision))
        append(UInt16(clamping: size.width))
        append(UInt16(clamping: size.height))
        var data = Data(capacity: bytes.count + file.count)
        data.append(contentsOf: bytes)
        data.append(contentsOf: file)
        return data
    }
}
