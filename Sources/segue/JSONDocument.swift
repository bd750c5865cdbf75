import Foundation

/// A JSON object whose keys stand in the order in which they were added, a line each; keys of objects
/// within are in snake case.
struct JSONDocument {
    private let encoder = JSONEncoder()
    private var members: [String] = []

    /// An empty object.
    init() {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
    }

    /// All of it, with a line's end.
    var text: String { "{\n" + members.joined(separator: ",\n") + "\n}\n" }

    /// Adds a key behind those that are there.
    mutating func add(_ key: String, _ value: some Encodable) throws {
        members.append("  \"\(key)\": \(try text(value))")
    }

    /// Adds a key with a list, an element a line.
    mutating func add(_ key: String, list: [some Encodable]) throws {
        guard !list.isEmpty else { return try add(key, list) }
        let lines = try list.map { "    \(try text($0))" }.joined(separator: ",\n")
        members.append("  \"\(key)\": [\n\(lines)\n  ]")
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// A key that is always there, with null where there is no value.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try wrappedValue.map { try container.encode($0) } ?? container.encodeNil()
    }
}
