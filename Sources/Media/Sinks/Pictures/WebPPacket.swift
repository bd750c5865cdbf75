/// The XMP packet of a WebP: a ``FrameStatement`` to be filled in, and a ``RecipeText``.
///
/// Source: WebP container specification (RIFF), "Metadata"; XMP specification, part 1, section 7.
struct WebPPacket {
    /// Whether it has ``FrameStatement/blank``.
    let states: Bool
    /// The text of a recipe, which has nothing that XML would read; nil for none.
    let recipe: String?

    private var text: String {
        let statement =
            states
            ? " xmlns:segue=\"urn:segue:frame\" segue:statement=\"\(FrameStatement.blank)\"" : ""
        let description =
            recipe.map {
                ">\(Self.element.start)\($0)\(Self.element.end)</rdf:Description>"
            } ?? "/>"
        return """
            <x:xmpmeta xmlns:x="adobe:ns:meta/">\
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description rdf:about=""\(statement)\(description)</rdf:RDF></x:xmpmeta>
            """
    }

    private static let element = (
        start: "<recipe:text xmlns:recipe=\"urn:segue:recipe\">", end: "</recipe:text>"
    )

    /// The packet's name in the file, and its bytes.
    var chunk: (name: String, content: [UInt8]) { ("XMP ", Array(text.utf8)) }
}
