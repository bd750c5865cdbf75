import Imaging

/// A single picture, decoded: by libpng when it is a PNG, otherwise by FFmpeg.
struct StillPicture {
    let image: Image
    let notices: [String]

    /// Reads the picture in a file.
    ///
    /// Throws ``MediaError``, also for a film: ``MediaError/badInput(place:found:expected:)``.
    init(path: String) throws {
        let file = try InputFile(path: path)
        if try PNGReader.recognises(file) {
            self = try StillPicture(png: file)
            return
        }
        let source = try FilmSource(file)
        guard source.isStill, let frame = try source.next() else {
            throw MediaError.badInput(place: path, found: "a film", expected: "a picture")
        }
        image = frame.image
        notices = source.properties.notices
    }

    /// Reads the picture in a file that ``PNGReader/recognises(_:)``.
    init(png file: InputFile) throws {
        guard file.size <= Image.maximumSamples * 4 else {
            throw MediaError.badInput(
                place: file.path, found: "\(file.size) bytes",
                expected: "at most \(Image.maximumSamples * 4)")
        }
        let result = try PNGReader.read(file.prefix(file.size), place: file.path)
        image = result.image
        notices = result.notices
    }
}

extension PNGReader {
    /// Whether the file begins as a PNG does, whatever its name.
    static func recognises(_ file: InputFile) throws -> Bool {
        try file.prefix(PNGChunks.signature.count) == PNGChunks.signature
    }
}
