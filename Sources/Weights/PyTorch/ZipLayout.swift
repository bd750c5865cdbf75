import Files

/// The entries of a zip file, which lie one after another from its first byte to its directory.
///
/// libzip accepts more than this: bytes in front, entries that share bytes, local headers that say
/// something else. Every such file reads differently elsewhere, so it is refused before libzip sees it.
struct ZipLayout {
    /// The entries in the order of the directory.
    let entries: [ZipEntry]

    /// Reads the directory and all local headers. Throws `WeightsError`.
    init(_ bytes: ByteSource) throws {
        let end = try ZipEnd(bytes)
        let directory = try bytes.read(end.directory)
        var offset = 0
        var entries: [ZipEntry] = []
        while entries.count < end.entryCount {
            entries.append(
                try ZipEntry(directory: directory, at: &offset, file: bytes.file))
        }
        guard offset == directory.count else {
            throw WeightsError.malformed(
                file: bytes.file,
                found: "more in the zip directory than its \(entries.count) entries",
                expected: "nothing")
        }
        self.entries = entries
        try checkNames(file: bytes.file)
        try checkExpansion(bytes)
        try checkPlaces(bytes, end: end.directory.lowerBound)
    }

    private func checkNames(file: String) throws {
        var names = Set<String>()
        for entry in entries where !names.insert(entry.name).inserted {
            throw WeightsError.malformedTensor(
                file: file, tensor: entry.name, found: "a second entry of this name",
                expected: "each name once")
        }
    }

    /// Checks, before anything is decompressed, that compressed entries do not claim more than weights
    /// come to: numbers shrink little, and zeros are few.
    private func checkExpansion(_ bytes: ByteSource) throws {
        let limit = min(
            max(Self.expansionFloor, Self.expansionLimit * bytes.size), RegularFile.weightsLimit)
        var sum = 0
        for entry in entries where entry.isCompressed {
            guard entry.size <= limit - sum else {
                throw WeightsError.malformedTensor(
                    file: bytes.file, tensor: entry.name,
                    found: "\(entry.size) bytes compressed to \(entry.storedSize)",
                    expected: "at most \(limit) bytes in all from a file of \(bytes.size)")
            }
            sum += entry.size
        }
    }

    /// How many times a file's size its compressed entries may have together.
    static let expansionLimit = 20

    /// Bytes that they may have together whatever the file's size.
    static let expansionFloor = 16 << 20

    /// Checks that entries follow each other without a hole or an overlap.
    private func checkPlaces(_ bytes: ByteSource, end: Int) throws {
        let ordered = entries.sorted { $0.start < $1.start }
        let stops = ordered.dropFirst().map(\.start) + [end]
        guard ordered.first?.start ?? end == 0 else {
            throw WeightsError.malformed(
                file: bytes.file,
                found: "\(ordered.first?.start ?? end) bytes before the first entry",
                expected: "none")
        }
        for (entry, stop) in zip(ordered, stops) {
            try ZipLocalHeader(entry, in: bytes, stop: stop).check()
        }
    }
}

/// The second description of an entry, in front of its data (APPNOTE.TXT, 4.3.7 to 4.3.9).
private struct ZipLocalHeader {
    private static let fixedSize = 30

    let entry: ZipEntry
    let bytes: ByteSource
    /// The byte at which the next entry, or the directory, starts.
    let stop: Int

    init(_ entry: ZipEntry, in bytes: ByteSource, stop: Int) {
        self.entry = entry
        self.bytes = bytes
        self.stop = stop
    }

    /// Compares it with the directory's entry.
    func check() throws {
        guard entry.start <= stop - Self.fixedSize else { throw overlap() }
        let nameStart = entry.start + Self.fixedSize
        let fields = LittleEndianFields(try bytes.read(entry.start..<nameStart))
        guard fields.four(0) == 0x0403_4b50 else {
            throw malformed("no local header at byte \(entry.start)", "PK 3 4")
        }
        let nameEnd = nameStart + fields.two(26)
        let dataStart = nameEnd + fields.two(28)
        guard dataStart <= stop, entry.storedSize <= stop - dataStart else { throw overlap() }
        guard try bytes.read(nameStart..<nameEnd) == entry.nameBytes else { throw differs("name") }
        guard fields.two(6) == entry.flags else { throw differs("flags") }
        guard fields.two(8) == entry.method else { throw differs("method") }
        try checkSizes(fields, extra: bytes.read(nameEnd..<dataStart))
        let dataEnd = dataStart + entry.storedSize
        try checkDescriptor(bytes.read(dataEnd..<min(stop, dataEnd + 25)))
    }

    /// Sizes and checksum are the directory's, or 0 where a descriptor follows the data.
    private func checkSizes(_ fields: LittleEndianFields, extra: [UInt8]) throws {
        let numbers = [14, 18, 22].map { fields.four($0) }
        if entry.hasDescriptor, numbers == [0, 0, 0] { return }
        guard numbers[0] == entry.checksum else { throw differs("CRC") }
        if numbers[1...] == [.max, .max] {
            let wide = LittleEndianFields(extra)
            guard extra.count >= 20, wide.two(0) == 1, wide.eight(4) == UInt64(entry.size),
                wide.eight(12) == UInt64(entry.storedSize)
            else { throw differs("zip64 size") }
        } else if numbers[1...]
            != [UInt32(clamping: entry.storedSize), UInt32(clamping: entry.size)]
        {
            throw differs("size")
        }
    }

    /// What stands between the data and the next entry: nothing, or CRC and sizes once more, with or
    /// without a signature, in 32 or 64 bits.
    private func checkDescriptor(_ rest: [UInt8]) throws {
        guard entry.hasDescriptor else {
            guard rest.isEmpty else { throw malformed("bytes after its data", "none") }
            return
        }
        let isSigned = rest.count == 16 || rest.count == 24
        let width = rest.count >= 20 ? 8 : 4
        let start = isSigned ? 4 : 0
        let fields = LittleEndianFields(rest)
        guard [12, 16, 20, 24].contains(rest.count),
            !isSigned || fields.four(0) == 0x0807_4b50, fields.four(start) == entry.checksum,
            fields.number(at: start + 4, bytes: width) == UInt64(entry.storedSize),
            fields.number(at: start + 4 + width, bytes: width) == UInt64(entry.size)
        else { throw differs("data descriptor") }
    }

    private func overlap() -> WeightsError {
        malformed(
            "\(entry.storedSize) bytes from byte \(entry.start) on",
            "an end before byte \(stop), where the next entry starts")
    }

    private func differs(_ what: String) -> WeightsError {
        malformed("another \(what) in its local header", "that of the zip directory")
    }

    private func malformed(_ found: String, _ expected: String) -> WeightsError {
        .malformedTensor(file: bytes.file, tensor: entry.name, found: found, expected: expected)
    }
}
