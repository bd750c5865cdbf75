/// The place of a tensor's bytes outside the model: `TensorProto.external_data`.
struct ONNXExternalData {
    /// The file's name.
    private(set) var location = ""
    /// Of the first byte in the file.
    private(set) var offset = 0
    /// In bytes; nil for as many as the tensor's shape says.
    private(set) var length: Int?
    private var keys: Set<String> = []

    /// Whether the location is the name of a file, not a way to one.
    var isPlainName: Bool {
        !location.isEmpty && location != "." && location != ".."
            && !location.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    /// Takes one `StringStringEntryProto`; `place` names the tensor in messages.
    mutating func read(_ message: ProtobufReader, place: String) throws {
        var message = message
        var pair = ["", ""]
        while let field = try message.nextField() {
            switch field.number {
            case 1: pair[0] = try message.string(field)
            case 2: pair[1] = try message.string(field)
            default: try message.skip(field)
            }
        }
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformedTensor(file: message.file, tensor: place, found: found, expected: expected)
        }
        guard keys.insert(pair[0]).inserted else {
            throw malformed("external data's \(shortened(pair[0])) a second time", "each once")
        }
        switch pair[0] {
        case "location": location = pair[1]
        case "offset", "length":
            guard pair[1].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
                let number = Int(pair[1])
            else {
                throw malformed(
                    "external data's \(pair[0]) '\(shortened(pair[1]))'", "a number of bytes")
            }
            if pair[0] == "offset" { offset = number } else { length = number }
        case "checksum": break
        default:
            throw malformed(
                "external data's key '\(shortened(pair[0]))'",
                "location, offset, length or checksum")
        }
    }
}
