import CPNG
import Files
public import Formats
public import Imaging

/// PNG pictures as files.
public enum PNGFile {
    /// Writes a picture as RGB, or as RGBA where it has alpha, tagged as sRGB, and renames it when it is whole and durable.
    ///
    /// Throws ``MediaError``: ``FileError/exists(path:)``,
    /// ``FileError/cannotCreate(path:found:expected:)``,
    /// ``FileError/inputOutput(path:found:expected:)``, or
    /// ``MediaError/unsuitable(place:found:expected:)`` for a picture of other than 1, 3 or 4
    /// channels.
    public static func write(
        _ image: Image, to path: String, depth: SampleDepth = .eight, overwrite: Bool = false
    ) throws {
        let file = try AtomicFile(path: path, existing: overwrite ? .replace : .refuse)
        try encoded(image, depth: depth, place: path).withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    /// The picture in a PNG file, and one line on each thing that a user should know of it.
    ///
    /// Throws ``FileError/missing(path:found:expected:)`` or
    /// ``MediaError/badInput(place:found:expected:)``.
    public static func read(_ path: String) throws -> (image: Image, notices: [String]) {
        let picture = try PNGReader.read(RegularFile.media(path))
        return (picture.image, picture.notices)
    }

    /// The bytes of the file.
    ///
    /// - Parameter key: of the frame that it is to state; nil to state none.
    static func encoded(
        _ image: Image, depth: SampleDepth, key: Digest? = nil, place: String
    ) throws -> [UInt8] {
        try image.withLevels(depth, place: place) { rows in
            let file = try encoded(
                rows, image.size, hasAlpha: image.hasAlpha, depth, place: place)
            guard let key else { return file }
            let statement = FrameStatement(frame: key, content: try PNGStatement.digest(of: rows))
            return PNGStatement.inserted(statement, into: file)
        }
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
