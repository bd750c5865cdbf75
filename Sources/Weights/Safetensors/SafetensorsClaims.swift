/// What the JSON of a safetensors header says, before it is held against the data.
struct SafetensorsClaims {
    let file: String
    private(set) var tensors: [Claim] = []
    private(set) var metadata: [String: String] = [:]

    /// One tensor; `begin` and `end` count bytes from the start of the data.
    struct Claim {
        let name: String
        let type: StoredType
        let shape: [Int]
        let begin: Int
        let end: Int
    }

    /// Parses the header: one object from the first byte on, then spaces only.
    init(file: String, header: [UInt8]) throws {
        self.file = file
        var scanner = JSONScanner(file: file, bytes: header, base: 8)
        guard header.first == UInt8(ascii: "{") else {
            throw scanner.unexpected("a header that begins with '{'")
        }
        try scanner.object { scanner, name in
            if name == "__metadata__" {
                try scanner.object { metadata[$1] = try $0.string() }
            } else {
                try add(try Self.claim(name, &scanner))
            }
        }
        // Padding is the space alone, not all of JSON's white space.
        if let index = header[scanner.index...].firstIndex(where: { $0 != 0x20 }) {
            throw scanner.malformed("more after the header", at: index, "spaces only")
        }
    }

    private mutating func add(_ claim: Claim) throws {
        guard tensors.count < SafetensorsHeader.tensorLimit else {
            throw WeightsError.malformed(
                file: file, found: "more tensors",
                expected: "at most \(SafetensorsHeader.tensorLimit)")
        }
        tensors.append(claim)
    }

    private static func claim(_ name: String, _ scanner: inout JSONScanner) throws -> Claim {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.object { scanner, key in
            switch key {
            case "dtype": type = try scanner.string()
            case "shape": shape = try scanner.naturals(atMost: Tensor.rankLimit)
            case "data_offsets": offsets = try scanner.naturals(atMost: 2)
            default:
                throw WeightsError.malformedTensor(
                    file: scanner.file, tensor: name, found: "the key \"\(shortened(key))\"",
                    expected: "dtype, shape and data_offsets only")
            }
        }
        guard let type, let shape, let offsets else {
            let missing = type == nil ? "dtype" : shape == nil ? "shape" : "data_offsets"
            throw WeightsError.malformedTensor(
                file: scanner.file, tensor: name, found: "no \(missing)",
                expected: "dtype, shape and data_offsets")
        }
        if let bits = ["F8": 8, "F6": 6, "F4": 4][type.prefix { $0 != "_" }] {
            throw WeightsError.quantised(
                file: scanner.file, tensor: name, bits: bits, how: "dtype \(shortened(type))")
        }
        guard let stored = StoredType(rawValue: type) else {
            throw WeightsError.unsupported(
                file: scanner.file, tensor: name, found: "dtype \(shortened(type))",
                expected: "one of \(StoredType.list)")
        }
        guard offsets.count == 2 else {
            throw WeightsError.malformedTensor(
                file: scanner.file, tensor: name, found: "data_offsets \(offsets)",
                expected: "two numbers")
        }
        return Claim(name: name, type: stored, shape: shape, begin: offsets[0], end: offsets[1])
    }
}

extension SafetensorsClaims {
    /// Checks that every tensor has the bytes it needs and that together they are the data, without
    /// holes, overlaps or a rest.
    ///
    /// - Parameters:
    ///   - dataStart: where the data begins in the file.
    ///   - size: of the file.
    func checkLayout(dataStart: Int, size: Int) throws {
        for claim in tensors { try checkSize(claim) }
        var end = 0
        var last = ""
        for claim in tensors.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard claim.begin >= end else {
                throw malformed(
                    claim, "data from byte \(claim.begin) on",
                    "from \(end) on, where \(shortened(last)) ends")
            }
            guard claim.begin == end else {
                throw malformed(
                    claim, "data from byte \(claim.begin) on", "from \(end) on, without a hole")
            }
            end = claim.end
            last = claim.name
        }
        guard end <= size - dataStart else {
            throw WeightsError.cutShort(file: file, size, of: UInt64(dataStart) + UInt64(end))
        }
        guard end == size - dataStart else {
            throw WeightsError.malformed(
                file: file, found: "\(size - dataStart - end) bytes after the last tensor",
                expected: "none")
        }
    }

    private func checkSize(_ claim: Claim) throws {
        let offsets = "data_offsets [\(claim.begin), \(claim.end)]"
        guard claim.begin <= claim.end else { throw malformed(claim, offsets, "begin before end") }
        guard let count = Tensor.elementCount(of: claim.shape),
            case let (size, overflow) = count.multipliedReportingOverflow(by: claim.type.width),
            !overflow
        else { throw malformed(claim, "shape \(claim.shape)", "less than 2^63 bytes") }
        guard claim.end - claim.begin == size else {
            throw malformed(
                claim, "\(claim.end - claim.begin) bytes",
                "\(size) for \(claim.type.rawValue) \(claim.shape)")
        }
        guard claim.type.isFloat || count <= integerTensorLimit else {
            throw malformed(
                claim, "\(count) integers", "at most \(integerTensorLimit); parameters are floats")
        }
    }

    private func malformed(_ claim: Claim, _ found: String, _ expected: String) -> WeightsError {
        .malformedTensor(file: file, tensor: claim.name, found: found, expected: expected)
    }
}
