/// An element of an XML document, written with an indent.
struct XMLElement {
    private let name: String
    private let attributes: [(String, String)]
    private let text: String?
    private let children: [XMLElement]

    /// An element with others within.
    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        _ children: [XMLElement] = []
    ) {
        (self.name, self.children, text) = (name, children, nil)
        self.attributes = attributes.map { ($0.key, $0.value) }
    }

    /// An element with text alone.
    init(_ name: String, text: String) {
        (self.name, self.text, attributes, children) = (name, text, [], [])
    }

    /// A whole document of a type.
    func document(type: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE \(type)>\n" + written(indent: "")
    }

    private func written(indent: String) -> String {
        let start =
            "\(indent)<\(name)" + attributes.map { " \($0.0)=\"\($0.1.inXML)\"" }.joined()
        if let text { return "\(start)>\(text.inXML)</\(name)>\n" }
        guard !children.isEmpty else { return "\(start)/>\n" }
        return "\(start)>\n" + children.map { $0.written(indent: indent + "  ") }.joined()
            + "\(indent)</\(name)>\n"
    }
}
