import Fixtures

/// The part of JSON Schema, draft 7, that the preset's schema uses.
struct JSONSchema {
    let root: JSONValue

    /// A schema with its reference, if it is one, followed.
    func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string else { return schema }
        let steps = reference.split(separator: "/").dropFirst().map(String.init)
        return steps.reduce(root) { $0[$1] ?? .null }
    }

    /// Whether a value is valid; false also for a schema that is written wrongly.
    func accepts(_ value: JSONValue, as written: JSONValue? = nil) -> Bool {
        let schema = resolved(written ?? root)
        return schema.members.allSatisfy { accepts(value, $0, $1, schema) }
    }

    private func accepts(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONValue
    ) -> Bool {
        switch keyword {
        case "type":
            return (argument.string.map { [.string($0)] } ?? argument.elements)
                .contains { isType(value, $0.string) }
        case "const": return value == argument
        case "enum": return argument.elements.contains(value)
        case "required":
            return argument.elements.allSatisfy { value[$0.string ?? ""] != nil }
        case "allOf": return argument.elements.allSatisfy { accepts(value, as: $0) }
        case "anyOf": return argument.elements.contains { accepts(value, as: $0) }
        case "oneOf": return argument.elements.count { accepts(value, as: $0) } == 1
        case "properties":
            return argument.members.allSatisfy { key, part in
                value[key].map { accepts($0, as: part) } ?? true
            }
        case "additionalProperties":
            let others = value.members.filter { schema["properties"]?[$0.key] == nil }
            guard argument != .boolean(false) else { return others.isEmpty }
            return others.values.allSatisfy { accepts($0, as: argument) }
        case "propertyNames":
            return value.members.keys.allSatisfy { accepts(.string($0), as: argument) }
        case "items": return value.elements.allSatisfy { accepts($0, as: argument) }
        case "minItems", "minProperties", "minLength": return hasLeast(value, keyword, argument)
        case "maxItems": return Double(value.elements.count) <= argument.number ?? -1
        case "minimum", "maximum", "exclusiveMinimum": return isWithin(value, keyword, argument)
        case "pattern":
            guard let text = value.string else { return true }
            guard let pattern = try? Regex(argument.string ?? "(") else { return false }
            return text.firstMatch(of: pattern) != nil
        case "$schema", "$id", "title", "description", "examples", "default", "definitions":
            return true
        default: return false
        }
    }

    private func isType(_ value: JSONValue, _ name: String?) -> Bool {
        switch (value, name) {
        case (.null, "null"), (.boolean, "boolean"), (.number, "number"), (.string, "string"),
            (.array, "array"), (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }

    private func hasLeast(_ value: JSONValue, _ keyword: String, _ least: JSONValue) -> Bool {
        let count: Int? =
            switch (value, keyword) {
            case (.array(let elements), "minItems"): elements.count
            case (.object(let members), "minProperties"): members.count
            case (.string(let text), "minLength"): text.unicodeScalars.count
            default: nil
            }
        return count.map { Double($0) >= least.number ?? .infinity } ?? true
    }

    private func isWithin(_ value: JSONValue, _ keyword: String, _ limit: JSONValue) -> Bool {
        guard let number = value.number else { return true }
        guard let limit = limit.number else { return false }
        return switch keyword {
        case "minimum": number >= limit
        case "maximum": number <= limit
        default: number > limit
        }
    }
}
