import CPNG
import Files
import Formats
public import Imaging

/// PNG pictures as files.
public enum PNGFile {
    /// The picture in a PNG file, and one line on each thing that a user should know of it.
    ///
    /// Throws ``FileError/missing(path:found:expected:)`` or
    /// ``MediaError/badInput(place:found:expected:)``.
    public static func read(_ path: String) throws -> (image: Image, notices: [String]) {
        let picture = try PNGReader.read(RegularFile.media(path))
        return (picture.image, picture.notices)
    }

    /// The bytes of a file of these rows, RGB or RGBA without gaps, 16-bit samples in the machine's order.
    static func encoded(
        _ rows: UnsafeRawBufferPointer, _ size: Size, hasAlpha: Bool, _ depth: SampleDepth,
        place: String
    ) throws -> [UInt8] {
        var state = segue_png()
        (state.width, state.height) = (UInt32(size.width), UInt32(size.height))
        (state.depth, state.channels) = (Int32(depth.rawValue), hasAlpha ? 4 : 3)
        state.row_bytes = size.width * Int(state.channels) * depth.rawValue / 8
        // libpng keeps the state's address, so all calls must see one.
        return try withUnsafeMutablePointer(to: &state) { state in
            defer { segue_png_close(state) }
            let start = rows.bindMemory(to: UInt8.self).baseAddress
            guard segue_png_write_rows(state, start) == 0 else {
                throw MediaError.libraryFailure(
                    place: place, call: "png_write_row", reason: PNGReader.message(of: state))
            }
            return Array(
                UnsafeRawBufferPointer(start: state.pointee.bytes, count: state.pointee.position))
        }
    }
}
