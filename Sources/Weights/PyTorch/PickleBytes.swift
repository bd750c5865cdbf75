/// The bytes of a pickle and the place to read on at.
struct PickleBytes {
    /// The source of the bytes, for messages.
    let file: String

    /// The record they are, nil when they are the start of the file itself.
    let record: String?

    /// All bytes; a pickle may be followed by others.
    let all: [UInt8]

    /// The next byte to read.
    private(set) var index = 0

    /// The most bytes that are looked at: pickles hold names and shapes, the numbers stand beside them.
    static let limit = 8 << 20

    /// The longest name or integer, in bytes.
    static let nameLimit = 1000

    init(file: String, record: String?, all: [UInt8]) {
        self.file = file
        self.record = record
        self.all = all
    }

    /// Takes so many bytes and gives their place.
    mutating func take(_ count: some BinaryInteger, _ start: Int) throws -> PickleValue.Text {
        guard count <= all.count - index else {
            let (end, overflow) = UInt64(index).addingReportingOverflow(UInt64(clamping: count))
            guard record != nil || all.count >= Self.limit || overflow else {
                throw WeightsError.cutShort(file: file, all.count, ofAtLeast: end)
            }
            throw malformed("the end", at: all.count, "\(count) bytes more for byte \(start)")
        }
        defer { index += Int(count) }
        return PickleValue.Text(start: Int32(index), count: Int32(count))
    }

    /// Takes an unsigned number of so many bytes, at most 8, the lowest first.
    mutating func number(_ count: Int, _ start: Int) throws -> UInt64 {
        let place = try take(count, start)
        return self[place].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Takes a line without its end.
    mutating func line(_ start: Int) throws -> PickleValue.Text {
        let rest = all[index...].prefix(Self.nameLimit)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            throw malformed("a line without end", at: start, "at most \(Self.nameLimit) bytes")
        }
        defer { index = end + 1 }
        return PickleValue.Text(start: Int32(index), count: Int32(end - index))
    }

    /// The bytes of a place.
    subscript(text: PickleValue.Text) -> ArraySlice<UInt8> {
        all[Int(text.start)..<Int(text.start + text.count)]
    }

    /// The characters of a place, nil when they are not UTF-8.
    func string(_ text: PickleValue.Text) -> String? {
        String(validating: self[text], as: UTF8.self)
    }

    /// An error at a byte.
    func malformed(_ found: String, at offset: Int, _ expected: String) -> WeightsError {
        let place = record.map { " of \($0)" } ?? ""
        return .malformed(
            file: file, found: "\(found) at byte \(offset)\(place)", expected: expected)
    }
}
