import COpenEXR
import Files

/// Where files of a format carry the text of their recipe.
public enum RecipePlace: Sendable, CaseIterable {
    /// An iTXt chunk.
    case pngText
    /// A comment behind the last frame.
    case gifComment
    /// A comment (COM) before the picture.
    case jpegComment
    /// A line of `ImageDescription`.
    case tiffDescription
    /// An attribute of the header.
    case exrAttribute
    /// An XMP packet.
    case webpPacket
    /// A tag of a film's container, `comment` in most.
    case containerTag
}

extension RecipePlace {
    /// The text that a file carries, whatever its name says that it is; nil for a file without one.
    ///
    /// Throws `FileError` and ``MediaError`` for what is neither a picture nor a film.
    public static func text(inFile path: String) throws -> String? {
        let file = try RegularFile.media(path)
        let place = try allCases.first { try $0.recognises(file) } ?? .containerTag
        return try place.text(in: file).flatMap { RecipeText.json(in: $0) == nil ? nil : $0 }
    }

    private func recognises(_ file: RegularFile) throws -> Bool {
        let beginning = try file.prefix(4)
        return switch self {
        case .pngText: try PNGReader.recognises(file)
        case .gifComment: beginning.elementsEqual("GIF8".utf8)
        case .jpegComment: beginning.starts(with: [0xFF, 0xD8, 0xFF])
        case .tiffDescription: ["II*\0", "MM\0*"].contains { beginning.elementsEqual($0.utf8) }
        case .exrAttribute: try EXRFile.recognises(file)
        case .webpPacket: try WebPFile.recognises(file)
        case .containerTag: true
        }
    }

    private func text(in file: RegularFile) throws -> String? {
        switch self {
        case .pngText: PictureTexts(file).png()
        case .gifComment: PictureTexts(file).gif()
        case .jpegComment: PictureTexts(file).jpeg()
        case .tiffDescription: PictureTexts(file).tiff()
        case .webpPacket: PictureTexts(file).webp()
        case .exrAttribute: try Self.attribute(of: EXRFile(file))
        case .containerTag: try Self.tag(of: Demuxer(file))
        }
    }

    private static func attribute(of exr: EXRFile) -> String? {
        var (length, text): (Int32, UnsafePointer<CChar>?) = (0, nil)
        guard
            exr_attr_get_string(exr.context, 0, RecipeText.exrAttribute, &length, &text) == 0,
            let text, (0...Int32(RecipeText.limit)).contains(length)
        else { return nil }
        return String(
            decoding: UnsafeRawBufferPointer(start: text, count: Int(length)), as: UTF8.self)
    }

    private static func tag(of demuxer: Demuxer) -> String? {
        RecipeText.tags.lazy.compactMap(demuxer.tag).first { RecipeText.json(in: $0) != nil }
    }
}
