/// The facts about a zip file's directory at the file's end.
///
/// The format: APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16. Only a file that ends with this record
/// is read: no comment and nothing after it, where a second record could hide.
struct ZipEnd {
    /// The position of the central directory; the end records follow it at once.
    let directory: Range<Int>

    /// The number of its entries.
    let entryCount: Int

    /// The most entries: the tensors of a state dict and a few records.
    static let entryLimit = 25_000

    /// The largest directory, in bytes.
    static let directoryLimit = 8 << 20

    private static let size = 22
    private static let wideSize = 56
    private static let locatorSize = 20

    /// Reads and checks the last records.
    init(_ bytes: ByteSource) throws {
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformed(file: bytes.file, found: found, expected: expected)
        }
        guard try Self.isAnywhere(in: bytes) else {
            throw malformed(
                "cut short: \(bytes.size) bytes, without the zip directory that ends it",
                WeightsError.wholeFile)
        }
        let end = bytes.size - Self.size
        let fields = LittleEndianFields(try bytes.read(end..<bytes.size))
        guard fields.four(0) == 0x0605_4b50, fields.two(20) == 0 else {
            throw malformed("no zip directory at the end", "PK 5 6 in the last 22 bytes")
        }
        let narrow = ZipEndNumbers(fields)
        let wide = try Self.wide(bytes, before: end)
        let numbers = wide ?? narrow
        guard wide.map(narrow.agrees) ?? true else {
            throw malformed("two end records that differ", "the same numbers in both")
        }
        guard numbers.disks == 0, numbers.countHere == numbers.count else {
            throw malformed("a zip file of several disks", "one")
        }
        guard numbers.count <= Self.entryLimit, numbers.size <= Self.directoryLimit else {
            throw malformed(
                "\(numbers.count) entries in \(numbers.size) bytes",
                "at most \(Self.entryLimit) in \(Self.directoryLimit)")
        }
        let stop = wide == nil ? end : end - Self.locatorSize - Self.wideSize
        let (sum, overflow) = numbers.start.addingReportingOverflow(numbers.size)
        guard !overflow, sum == stop else {
            throw malformed(
                "a zip directory of \(numbers.size) bytes from byte \(numbers.start) on",
                "one that ends at byte \(stop)")
        }
        directory = Int(numbers.start)..<stop
        entryCount = Int(numbers.count)
    }

    /// Whether an end record stands where one may, with a comment of up to 65,535 bytes after it.
    private static func isAnywhere(in bytes: ByteSource) throws -> Bool {
        let tail = try bytes.read(max(0, bytes.size - size - 0xffff)..<bytes.size)
        guard tail.count >= size else { return false }
        return (0...tail.count - size).contains { tail[$0...].starts(with: [0x50, 0x4b, 5, 6]) }
    }

    /// The zip64 record, which must stand right before its locator, nil when there is no locator.
    private static func wide(_ bytes: ByteSource, before end: Int) throws -> ZipEndNumbers? {
        let locatorStart = end - locatorSize
        let start = locatorStart - wideSize
        guard locatorStart >= 0 else { return nil }
        let locator = LittleEndianFields(try bytes.read(locatorStart..<end))
        guard locator.four(0) == 0x0706_4b50 else { return nil }
        guard start >= 0, locator.four(4) == 0, locator.four(16) == 1,
            locator.eight(8) == UInt64(start),
            case let record = LittleEndianFields(try bytes.read(start..<locatorStart)),
            record.four(0) == 0x0606_4b50, record.eight(4) == UInt64(wideSize - 12)
        else {
            throw WeightsError.malformed(
                file: bytes.file, found: "a zip64 locator of nothing",
                expected: "a zip64 record of 56 bytes right before it")
        }
        return ZipEndNumbers(wide: record)
    }
}

/// The numbers of an end record of either width.
private struct ZipEndNumbers {
    let disks: UInt64
    let countHere: UInt64
    let count: UInt64
    let size: UInt64
    let start: UInt64

    init(_ fields: LittleEndianFields) {
        disks = UInt64(fields.two(4) | fields.two(6))
        countHere = UInt64(fields.two(8))
        count = UInt64(fields.two(10))
        size = UInt64(fields.four(12))
        start = UInt64(fields.four(16))
    }

    init(wide fields: LittleEndianFields) {
        disks = UInt64(fields.four(16) | fields.four(20))
        countHere = fields.eight(24)
        count = fields.eight(32)
        size = fields.eight(40)
        start = fields.eight(48)
    }

    /// True when each number is that of the wider record or says that it stands there.
    func agrees(with wide: ZipEndNumbers) -> Bool {
        (disks == wide.disks || disks == 0xffff)
            && (countHere == wide.countHere || countHere == 0xffff)
            && (count == wide.count || count == 0xffff)
            && (size == wide.size || size == 0xffff_ffff)
            && (start == wide.start || start == 0xffff_ffff)
    }
}
