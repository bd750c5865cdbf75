/// Builds the length and the JSON of a safetensors header.
struct SafetensorsHeaderWriter {
    private var members: [String] = []
    private var end = 0

    init(metadata: [String: String]) {
        guard !metadata.isEmpty else { return }
        let pairs = metadata.sorted { $0.key < $1.key }.map { "\(json($0.key)):\(json($0.value))" }
        members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }

    /// Adds a tensor that begins where the last ended.
    mutating func add(_ name: String, type: String, shape: [Int], end newEnd: Int) {
        let sizes = shape.map(String.init).joined(separator: ",")
        members.append(
            "\(json(name)):{\"dtype\":\"\(type)\",\"shape\":[\(sizes)],"
                + "\"data_offsets\":[\(end),\(newEnd)]}")
        end = newEnd
    }

    /// The header, padded with spaces so that the data begins at a multiple of 8.
    func bytes() -> [UInt8] {
        var text = Array("{\(members.joined(separator: ","))}".utf8)
        text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
        return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    }

    private func json(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\0"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
