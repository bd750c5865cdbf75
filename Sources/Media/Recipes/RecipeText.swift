/// The text with which an output carries its recipe: `Segue recipe`, and a JSON object.
///
/// It is ASCII, has none of XML's characters, and may end in spaces: every place that a file has for text
/// keeps such a text as it is.
public enum RecipeText {
    /// The words before the object.
    static let keyword = "Segue recipe"

    /// The most bytes of a text: an MXF counts UTF-16 in 16 bits, a JPEG's comment bytes.
    public static let limit = 32_000

    /// The text of an object.
    ///
    /// - Parameter json: characters beyond ASCII and of XML stand in its strings only.
    public static func text(json: String) -> String {
        var text = keyword + " "
        for unit in json.utf16 {
            let isPlain = (0x20..<0x7F).contains(unit) && !Self.markup.contains(unit)
            if isPlain, let scalar = Unicode.Scalar(unit) {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }

    /// The object in a text; nil for a text that is no recipe, or too long for one.
    public static func json(in text: String) -> String? {
        let beginning = keyword + " "
        guard text.utf8.starts(with: beginning.utf8), text.utf8.count <= limit else { return nil }
        return String(text.dropFirst(beginning.count))
    }

    private static let markup: Set<UInt16> = Set("&<>".utf16)
}

/// Places for the text.
extension RecipeText {
    /// A PNG's chunk, whose keyword is the text's own.
    static func pngChunk(_ text: String) -> [UInt8] {
        PNGText.chunk(keyword, json(in: text) ?? "")
    }

    /// The name of an EXR's attribute.
    static let exrAttribute = "segueRecipe"

    /// The names of tags of containers, as FFmpeg calls them.
    static let tags = ["comment", "comment_recipe"]

    /// The text that begins somewhere in bytes and ends before the next `<`, line's end or zero.
    static func found(in bytes: [UInt8]) -> String? {
        let mark = Array("\(keyword) {".utf8)
        guard bytes.count >= mark.count else { return nil }
        let places = 0...bytes.count - mark.count
        guard
            let start = places.first(where: {
                bytes[$0] == mark[0] && bytes[$0..<$0 + mark.count].elementsEqual(mark)
            })
        else { return nil }
        let ends = [UInt8(ascii: "<"), UInt8(ascii: "\n"), 0]
        return String(decoding: bytes[start...].prefix { !ends.contains($0) }, as: UTF8.self)
    }
}
