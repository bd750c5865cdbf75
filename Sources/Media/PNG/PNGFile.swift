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
        try write(image, to: path, depth: depth, existing: overwrite ? .replace : .refuse)
    }

    /// The same, with what happens to a file that is there.
    static func write(
        _ image: Image, to path: String, depth: SampleDepth, existing: ExistingOutput
    ) throws {
        let file = try AtomicFile(path: path, existing: existing)
        try encode(image, depth: depth, place: path) { try file.write($0) }
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

    /// Hands the bytes of the file to `body`.
    ///
    /// - Parameter key: of the frame that it shows; nil where it is to state none.
    static func encode(
        _ image: Image, depth: SampleDepth, key: Digest? = nil, place: String,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let encode = { (rows: UnsafeRawBufferPointer) in
            let statement = try key.map { try PNGFrameKey($0, samples: rows) }
            try Self.encode(rows, image, depth, place) { bytes in
                guard let statement else { return try body(bytes) }
                try statement.inserted(into: bytes).withUnsafeBytes(body)
            }
        }
        do {
            switch (depth, image.hasAlpha) {
            case (.eight, false): try image.rgb8().withUnsafeBytes(encode)
            case (.eight, true): try image.rgba8().withUnsafeBytes(encode)
            case (.sixteen, false): try image.rgb16().withUnsafeBytes(encode)
            case (.sixteen, true): try image.rgba16().withUnsafeBytes(encode)
            }
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }

    private static func encode(
        _ rows: UnsafeRawBufferPointer, _ image: Image, _ depth: SampleDepth, _ place: String,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var state = segue_png()
        state.width = UInt32(image.width)
        state.height = UInt32(image.height)
        state.depth = Int32(depth.rawValue)
        state.channels = image.hasAlpha ? 4 : 3
        state.row_bytes = image.width * Int(state.channels) * depth.rawValue / 8
        // libpng keeps the state's address, so all calls must see one.
        try withUnsafeMutablePointer(to: &state) { state in
            defer { segue_png_close(state) }
            let start = rows.bindMemory(to: UInt8.self).baseAddress
            guard segue_png_write_rows(state, start) == 0 else {
                throw MediaError.libraryFailure(
                    place: place, call: "png_write_row", reason: PNGReader.message(of: state))
            }
            try body(
                UnsafeRawBufferPointer(start: state.pointee.bytes, count: state.pointee.position))
        }
    }
}
