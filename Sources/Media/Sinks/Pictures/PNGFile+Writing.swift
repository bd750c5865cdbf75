import Files
public import Formats
public import Imaging

extension PNGFile {
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

    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - key: of the frame that it is to state; nil to state none.
    ///   - recipe: that it is to carry, behind the statement; nil for none.
    static func encoded(
        _ image: Image, depth: SampleDepth, key: Digest? = nil, recipe: String? = nil,
        place: String
    ) throws -> [UInt8] {
        try image.withLevels(depth, place: place) { rows in
            var file = try encoded(
                rows, image.size, hasAlpha: image.hasAlpha, depth, place: place)
            if let recipe { file = PNGText.inserted(RecipeText.pngChunk(recipe), into: file) }
            guard let key else { return file }
            let statement = FrameStatement(frame: key, content: try PNGStatement.digest(of: rows))
            return PNGStatement.inserted(statement, into: file)
        }
    }
}
