import Files

/// What a preset file says, each value with its place and nothing yet interpreted.
///
/// Scalars are the characters of the file: no YAML 1.1 booleans, octals or sexagesimals.
struct PresetDocument {
    let source: SourceText
    let root: Value
}

extension PresetDocument {
    /// A value of the file.
    struct Value {
        let mark: SourceText.Mark
        let content: Content

        enum Content {
            /// Plain is without quotes.
            case scalar(String, isPlain: Bool)
            case sequence([Value])
            /// In the order of the file; may hold a key twice.
            case mapping([Entry])
            /// Something that has been reported already.
            case refused
        }

        /// As a message names it: `'ten'`, `the text '10'` (it had quotes), `a list`.
        var found: String {
            switch content {
            case .scalar(let text, isPlain: true): text.isEmpty ? "nothing" : text.quoted
            case .scalar(let text, isPlain: false): "the text \(text.quoted)"
            case .sequence: "a list"
            case .mapping: "a mapping"
            case .refused: "something refused"
            }
        }

        /// Whether it is a plain scalar that YAML takes for no value.
        var isNothing: Bool {
            guard case .scalar(let text, isPlain: true) = content else { return false }
            return ["", "~", "null", "Null", "NULL"].contains(text)
        }

        /// The keys of a mapping; empty for anything else.
        var keys: [String] {
            guard case .mapping(let entries) = content else { return [] }
            return entries.map(\.key)
        }

        var isRefused: Bool {
            if case .refused = content { return true }
            return false
        }
    }

    /// A key and its value.
    struct Entry {
        let key: String
        let keyMark: SourceText.Mark
        let value: Value
    }
}
