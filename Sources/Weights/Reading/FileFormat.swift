/// The format of a file, told by its first bytes; its name counts only where these say nothing.
enum FileFormat: Equatable {
    case safetensors
    case onnx
    /// One of the two files of an ncnn network.
    case ncnn
    /// Either format of torch.save: a zip file, or pickles that begin with its magic number.
    case pyTorch
    /// Known but not read; `found` says what it is and `expected` what to give instead.
    case unsupported(found: String, expected: String)

    /// As many first bytes as `init` looks at.
    static let prefixLength = 512

    /// The formats that are read, for messages.
    static let readable = "safetensors, PyTorch, ONNX or ncnn"
    private static let convertible = "\(readable); safetensors.torch.save_file converts it"

    /// Decides by the first bytes of a file.
    init(firstBytes bytes: [UInt8], path: String) {
        let isWeights = path.hasSuffix(".bin")
        let isNCNN = isWeights || path.hasSuffix(".param")
        if let text = ForeignText(firstBytes: bytes), !(text.isPlain && isNCNN) {
            self = .unsupported(found: text.found, expected: "\(Self.readable); \(text.remedy)")
            return
        }
        // A zip file comes first: its directory stands at the end, so it could be safetensors as well.
        if let foreign = Self.foreign(bytes), bytes.starts(with: Self.zip) || !isHeader(bytes) {
            self = foreign
        } else if isHeader(bytes) {
            self = .safetensors
        } else if let hole = Self.hole(bytes), !isWeights {
            self = .unsupported(found: hole, expected: "\(Self.readable); download it again")
        } else if bytes.starts(with: "7767517".utf8) || isNCNN {
            // ncnn's weights begin with any number: only their name tells what they are.
            self = .ncnn
        } else if bytes.first == 0x08 {
            // ir_version, field 1 of ModelProto: what every writer puts first.
            self = .onnx
        } else if path.hasSuffix(".safetensors") {
            self = .safetensors
        } else if path.hasSuffix(".onnx") {
            self = .onnx
        } else {
            self = .unsupported(found: "an unknown format", expected: Self.readable)
        }
    }

    private static let zip = Array("PK".utf8)

    /// The message about a file without content; ncnn's weights may be empty, and begin with zeros.
    private static func hole(_ bytes: [UInt8]) -> String? {
        guard !bytes.isEmpty else { return "an empty file" }
        // A download that reserved its place on the disk and wrote nothing there.
        guard bytes.count == prefixLength, bytes.allSatisfy({ $0 == 0 }) else { return nil }
        return "zeros in its first \(prefixLength) bytes, as an unfinished download has"
    }

    private static func foreign(_ bytes: [UInt8]) -> FileFormat? {
        if bytes.starts(with: zip) {
            return .pyTorch
        }
        if LegacyPyTorchFile.begins(with: bytes) { return .pyTorch }
        if bytes.count > 1, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
            return .unsupported(found: "a Python pickle", expected: convertible)
        }
        if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) {
            return .unsupported(found: "a tar file", expected: convertible)
        }
        for (magic, found, remedy) in magics
        where bytes.starts(with: magic.unicodeScalars.map { UInt8($0.value) }) {
            return .unsupported(found: found, expected: readable + remedy)
        }
        return nil
    }

    private static let magics: [(magic: String, found: String, remedy: String)] = [
        ("\u{dd}\u{85}\u{76}\u{0}", "a binary ncnn .param.bin file", ""),
        ("\u{93}NUMPY", "a NumPy file", ""),
        ("\u{89}HDF\r\n", "an HDF5 file (Keras)", ""), ("GGUF", "a GGUF file", ""),
        ("\u{89}PNG\r\n", "a PNG picture", ""), ("\u{ff}\u{d8}\u{ff}", "a JPEG picture", ""),
        ("\u{1f}\u{8b}", "a gzip file", "; unpack it first"),
        ("\u{fd}7zXZ\u{0}", "an xz file", "; unpack it first"),
        ("7z\u{bc}\u{af}\u{27}\u{1c}", "a 7-Zip file", "; unpack it first"),
        ("Rar!\u{1a}", "a RAR file", "; unpack it first"),
        ("\u{28}\u{b5}\u{2f}\u{fd}", "a Zstandard file", "; unpack it first"),
    ]
}

/// True when 8 bytes of a possible length come before a '{'.
private func isHeader(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 8, bytes[8] == UInt8(ascii: "{") else { return false }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return length <= SafetensorsHeader.lengthLimit
}
